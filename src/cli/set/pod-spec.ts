import type { KubeObject } from '../../api/object.ts'
import type { Container, PodSpec } from '../../api/types.gen.ts'
import { CommandError } from '../errors.ts'
import { typeOf } from '../typed/typed-object.ts'

/** Where the pod spec is in objects of a kind. */
const PATHS = new Map<string, readonly string[]>([
  ['Pod', ['spec']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  ...['ReplicationController', 'Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet', 'Job'].map(
    kind => [kind, ['spec', 'template', 'spec']] as const,
  ),
])

type Fields = Record<string, unknown>

/** The object with another pod spec. Throws CommandError for an object without one. */
export function updatePodSpec(object: KubeObject, update: (spec: PodSpec) => PodSpec): KubeObject {
  const path = PATHS.get(object.kind ?? '')
  const type = typeOf(object)
  if (!path || !type)
    throw new CommandError(`the object is not a pod or does not have a pod template: *${type?.go ?? object.kind}`)
  return updateAt(object as unknown as Fields, path, spec =>
    update(spec as unknown as PodSpec),
  ) as unknown as KubeObject
}

function updateAt(value: Fields, [key, ...rest]: readonly string[], update: (spec: Fields) => object): Fields {
  const member = (value[key!] ?? {}) as Fields
  return { ...value, [key!]: rest.length ? updateAt(member, rest, update) : update(member) }
}

/** The pod spec with the containers of a name (that may have wildcards) changed; `update` sees containers first, then init containers. */
export function updateContainers(spec: PodSpec, wanted: string, update: (container: Container) => Container): PodSpec {
  const change = (containers: Container[]) => containers.map(c => (matchesName(c.name, wanted) ? update(c) : c))
  const { containers = [], initContainers } = spec
  const changed = { ...spec, containers: change(containers) }
  return initContainers ? { ...changed, initContainers: change(initContainers) } : changed
}

/** Whether the pod spec has containers of a name (that may have wildcards). */
export function hasContainers({ containers = [], initContainers = [] }: PodSpec, wanted: string): boolean {
  return [...containers, ...initContainers].some(c => matchesName(c.name, wanted))
}

/**
 * kubectl's simple wildcards (set/helper.go): "*" stands for anything, but the first part may be anywhere in the name, parts are looked for one
 * after the other without going back, and only the last one has to end the name.
 */
export function matchesName(name: string, pattern: string): boolean {
  if (pattern === '*') return true
  if (!pattern.includes('*')) return name === pattern
  const parts = pattern.split('*')
  let position = 0
  for (const [i, part] of parts.entries()) {
    if (part === '') continue
    const next = name.slice(position).indexOf(part)
    if (next < position || (i === parts.length - 1 && name.length !== part.length + next)) return false
    position = next
  }
  return true
}
