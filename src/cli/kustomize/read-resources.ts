import { ownCopy } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'
import { YamlError, yamlV3ToJson } from '../manifests/yaml.ts'
import { Resource } from './resource.ts'

/** What is in a text is no YAML: the path to it need not be tried as a folder. */
export class MalformedYaml extends CommandError {}

const LOCAL_CONFIG = 'config.kubernetes.io/local-config'
/** Where in a file a resource was, as tools for functions note it: nothing that a build keeps. */
const FILE_ANNOTATIONS = ['config.kubernetes.io/index', 'config.kubernetes.io/path']

/** The resources of a YAML text, lists taken apart. Throws MalformedYaml, and CommandError for what is no resource. */
export async function readResources(text: string, file: string): Promise<Resource[]> {
  const resources: Resource[] = []
  for (const document of text.split(/^---(?:[ \t].*)?\r?\n/m)) {
    let value: unknown
    try {
      value = await yamlV3ToJson(document)
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
  const { name = '', namespace = '', labels, annotations } = (object.metadata ?? {}) as Record<string, unknown>
  const shown = `{{${object.apiVersion ?? ''} ${kind ?? ''}} {{${name} ${namespace}} ${goMap(labels)} ${goMap(annotations)}}}`
  if (!kind) throw new CommandError(`missing kind in object ${shown}`)
  if (!name && kind !== 'List') throw new CommandError(`missing metadata.name in object ${shown}`)
  const resource = new Resource(ownCopy(object))
  for (const key of FILE_ANNOTATIONS) dropAnnotation(resource, key)
  return [resource]
}

function dropAnnotation(resource: Resource, key: string): void {
  const { annotations } = resource
  if (!Object.hasOwn(annotations, key)) return
  delete annotations[key]
  if (Object.keys(annotations).length === 0) delete resource.metadata.annotations
}

/** A map as Go's %v prints it. */
function goMap(map: unknown): string {
  if (typeof map !== 'object' || map === null) return 'map[]'
  const entries = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[${entries.map(([key, value]) => `${key}:${value}`).join(' ')}]`
}

/** Whether a resource is for tools only, and not for the cluster. */
export function isLocal(resource: Resource): boolean {
  const { annotations } = resource
  return Object.hasOwn(annotations, LOCAL_CONFIG) && annotations[LOCAL_CONFIG] !== 'false'
}
