import { ownCopy } from '../../schema/decoder.ts'
import { CommandError } from '../errors.ts'
import { YamlError, yamlToJson } from '../manifests/yaml.ts'
import { Resource } from './resource.ts'

/** What is in a text is no YAML: the path to it need not be tried as a folder. */
export class MalformedYaml extends CommandError {}

const LOCAL_CONFIG = 'config.kubernetes.io/local-config'
const NEEDS_HASH = 'kustomize.config.k8s.io/needs-hash'
const BEHAVIOR = 'kustomize.config.k8s.io/behavior'

/** The resources of a YAML text, lists taken apart. Throws MalformedYaml, and CommandError for what is no resource. */
export async function readResources(text: string, file: string): Promise<Resource[]> {
  const resources: Resource[] = []
  for (const document of text.split(/^---(?:[ \t].*)?\r?$/m)) {
    let value: unknown
    try {
      value = await yamlToJson(document)
    } catch (error) {
      if (!(error instanceof YamlError)) throw error
      throw new MalformedYaml(`MalformedYAMLError: ${error.message} in File: ${file}`)
    }
    if (value !== null) resources.push(...resourcesOf(value))
  }
  return resources
}

/** The resource, or the resources of a list, that a value is. Throws CommandError for what has no kind or no name. */
function resourcesOf(value: unknown): Resource[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CommandError('missing Resource metadata')
  const object = value as Record<string, unknown>
  const { kind, items } = object
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) return items.flatMap(resourcesOf)
  const { name = '', namespace = '' } = (object.metadata ?? {}) as Record<string, unknown>
  const shown = `{{${object.apiVersion ?? ''} ${kind ?? ''}} {{${name} ${namespace}} map[] map[]}}`
  if (!kind) throw new CommandError(`missing kind in object ${shown}`)
  if (!name && kind !== 'List') throw new CommandError(`missing metadata.name in object ${shown}`)
  const resource = new Resource(ownCopy(object))
  resource.needsHash = takeAnnotation(resource, NEEDS_HASH) === 'true'
  const behavior = takeAnnotation(resource, BEHAVIOR)
  if (behavior === 'merge' || behavior === 'replace' || behavior === 'create') resource.behavior = behavior
  return [resource]
}

function takeAnnotation(resource: Resource, key: string): string | undefined {
  const { annotations } = resource
  const value = Object.hasOwn(annotations, key) ? annotations[key] : undefined
  if (value === undefined) return undefined
  delete annotations[key]
  if (Object.keys(annotations).length === 0) delete resource.metadata.annotations
  return value
}

/** Whether a resource is for tools only, and not for the cluster. */
export function isLocal(resource: Resource): boolean {
  const { annotations } = resource
  return Object.hasOwn(annotations, LOCAL_CONFIG) && annotations[LOCAL_CONFIG] !== 'false'
}
