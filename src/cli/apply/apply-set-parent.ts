import { createHash } from 'node:crypto'
import type { ApiResource } from '../../api/discovery.ts'
import { groupVersion, type KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { type Client, getObject, listObjects } from '../../client/client.ts'
import { CommandError } from '../errors.ts'
import type { ResourceMapper } from '../resource/mapper.ts'

// Names of KEP-3659
export const PART_OF = 'applyset.kubernetes.io/part-of'
export const ID = 'applyset.kubernetes.io/id'
export const TOOLING = 'applyset.kubernetes.io/tooling'
export const GROUP_KINDS = 'applyset.kubernetes.io/contains-group-kinds'
export const NAMESPACES = 'applyset.kubernetes.io/additional-namespaces'
const IS_PARENT_TYPE = 'applyset.kubernetes.io/is-parent-type'

/** Whose sets are changed. */
export const TOOL = 'kubectl'

/** The object that an ApplySet is kept in. */
export interface Parent {
  resource: ApiResource
  namespace: string
  name: string
}

/** What is in a set: "ConfigMap", "Deployment.apps", and the namespaces beside the parent's. */
export interface Members {
  groupKinds: Set<string>
  namespaces: Set<string>
}

/** What --applyset names: a Secret, or TYPE[.GROUP]/NAME. `namespace` is that of -n. Throws CommandError. */
export function parseParent(reference: string, namespace: string, mapper: ResourceMapper): Parent {
  const slash = reference.indexOf('/')
  const type = slash < 0 ? 'secrets' : reference.slice(0, slash)
  const name = reference.slice(slash + 1)
  const refuse = (why: string) => new CommandError(`invalid parent reference ${JSON.stringify(reference)}: ${why}`)
  if (name === '') throw refuse('name cannot be blank')
  const resource = mapper.find(type)
  const [plural, ...group] = type.split('.')
  if (!resource) throw refuse(`no matches for ${group.join('.')}/, Resource=${plural}`)
  return { resource, name, namespace: resource.namespaced ? namespace : '' }
}

/** Throws CommandError for a parent without its namespace, and for one of a type that may be none. */
export async function requirePermitted({ resource, namespace }: Parent, client: Client): Promise<void> {
  const problems: string[] = []
  if (resource.namespaced && namespace === '') problems.push('namespace is required to use namespace-scoped ApplySet')
  if (!isBuiltInParent(resource) && !(await isCustomParent(resource, client)))
    problems.push(
      `resource ${JSON.stringify(`${resource.group}/${resource.version}, Resource=${resource.resource}`)} is not permitted as an ApplySet parent`,
    )
  if (problems.length === 1) throw new CommandError(problems[0]!)
  if (problems.length) throw new CommandError(`[${problems.join(', ')}]`)
}

const isBuiltInParent = ({ group, version, resource }: ApiResource): boolean =>
  group === '' && version === 'v1' && (resource === 'secrets' || resource === 'configmaps')

async function isCustomParent({ group, resource }: ApiResource, client: Client): Promise<boolean> {
  const type = { group: 'apiextensions.k8s.io', version: 'v1', resource: 'customresourcedefinitions' }
  const definitions = await listObjects(client, type, '', { labelSelector: `${IS_PARENT_TYPE}=true` })
  return definitions.some(({ metadata }) => metadata.name === `${resource}.${group}`)
}

/** The ID of a set, which tells which object is its parent. */
export function applySetId({ resource: { kind, group }, namespace, name }: Parent): string {
  const hash = createHash('sha256').update([name, namespace, kind, group].join('.')).digest('base64url')
  return `applyset-${hash}-v1`
}

/** What the set has been so far; undefined where there is no parent yet. Throws CommandError for an object that is no parent of kubectl's. */
export async function readMembers(parent: Parent, client: Client): Promise<Members | undefined> {
  const shown = JSON.stringify(`${parent.resource.resource}.${parent.resource.group}/${parent.name}`)
  let object: KubeObject
  try {
    object = await getObject(client, parent.resource, parent.namespace, parent.name)
  } catch (error) {
    if (error instanceof StatusError && error.status.code === 404) {
      if (isBuiltInParent(parent.resource)) return undefined
      throw new CommandError('custom resource ApplySet parents cannot be created automatically')
    }
    throw new CommandError(`failed to fetch ApplySet parent object ${shown}: ${(error as Error).message}`)
  }
  const { annotations = {}, labels = {} } = object.metadata
  const tooling = annotations[TOOLING]
  if (tooling === undefined)
    throw new CommandError(
      `ApplySet parent object ${shown} already exists and is missing required annotation ${JSON.stringify(TOOLING)}`,
    )
  const tool = tooling.includes('/') ? tooling.slice(0, tooling.lastIndexOf('/')) : tooling
  if (tool !== TOOL)
    throw new CommandError(
      `ApplySet parent object ${shown} already exists and is managed by tooling ${JSON.stringify(tool)} instead of ${JSON.stringify(TOOL)}`,
    )
  const id = applySetId(parent)
  if (labels[ID] === undefined)
    throw new CommandError(`ApplySet parent object ${shown} exists and does not have required label ${ID}`)
  if (labels[ID] !== id)
    throw new CommandError(
      `ApplySet parent object ${shown} exists and has incorrect value for label ${JSON.stringify(ID)} (got: ${labels[ID]}, want: ${id})`,
    )
  if (annotations[GROUP_KINDS] === undefined)
    throw new CommandError(
      `parsing ApplySet annotation on ${shown}: kubectl requires the ${JSON.stringify(GROUP_KINDS)} annotation to be set on all ApplySet parent objects`,
    )
  return { groupKinds: list(annotations[GROUP_KINDS]), namespaces: list(annotations[NAMESPACES] ?? '') }
}

const list = (text: string): Set<string> => new Set(text.split(',').filter(Boolean))

export const parentApiVersion = ({ resource }: Parent): string => groupVersion(resource.group, resource.version)
