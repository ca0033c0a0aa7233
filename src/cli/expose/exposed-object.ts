import type { KubeObject } from '../../api/object.ts'
import type { Container, ContainerPort, PodSpec, PodTemplateSpec, ServicePort } from '../../api/types.gen.ts'
import type { LabelSelector } from '../../apimachinery/labels/selector.ts'
import { CommandError } from '../errors.ts'

/** The kinds that can be exposed. */
const KINDS = ['Deployment.apps', 'Pod.', 'ReplicaSet.apps', 'ReplicationController.', 'Service.']

/** Throws CommandError for a kind that no service can be made for. */
export function requireExposable(kind: string, group: string): void {
  if (!KINDS.includes(`${kind}.${group}`)) throw new CommandError(`cannot expose a ${kind}${group && `.${group}`}`)
}

/** What a service can be made for. */
export interface Exposable extends KubeObject {
  spec?: PodSpec & { selector?: unknown; template?: PodTemplateSpec; ports?: ServicePort[] }
}

/** The labels by which a service finds the pods that an object stands for. Throws CommandError where there are none. */
export function selectorOf(object: Exposable): Record<string, string> {
  const { selector } = object.spec ?? {}
  switch (object.kind) {
    case 'Pod':
      if (!object.metadata.labels) throw noSelector('the pod has no labels and cannot be exposed')
      return object.metadata.labels
    case 'Service':
      if (!selector) throw noSelector('the service has no pod selector set')
      return selector as Record<string, string>
    case 'ReplicationController':
      return (selector ?? {}) as Record<string, string>
    default:
      return labelsOf((selector ?? {}) as LabelSelector, (object.kind ?? '').toLowerCase())
  }
}

function labelsOf(selector: LabelSelector, kind: string): Record<string, string> {
  const matchLabels = { ...selector.matchLabels }
  const expressions = selector.matchExpressions ?? []
  if (!Object.keys(matchLabels).length) throw noSelector(`invalid ${kind}: no selectors, therefore cannot be exposed`)
  if (expressions.length) {
    const shown = expressions.map(e => `{Key:${e.key} Operator:${e.operator} Values:[${(e.values ?? []).join(' ')}]}`)
    throw noSelector(`couldn't convert expressions - "[${shown.join(' ')}]" to map-based selector format`)
  }
  return matchLabels
}

const noSelector = (why: string): CommandError =>
  new CommandError(`couldn't retrieve selectors via --selector flag or introspection: ${why}`)

/** The ports of an object, each with its protocols, in their order. */
export function portsOf(object: Exposable): Map<string, string[]> {
  const ports = new Map<string, string[]>()
  const add = (port: number, protocol = 'TCP') => {
    const protocols = ports.get(String(port)) ?? []
    if (!protocols.includes(protocol)) protocols.push(protocol)
    ports.set(String(port), protocols)
  }
  const { spec } = object
  if (object.kind === 'Service') for (const { port, protocol } of spec?.ports ?? []) add(port, protocol)
  else {
    const containers: Container[] = (object.kind === 'Pod' ? spec?.containers : spec?.template?.spec?.containers) ?? []
    for (const { containerPort, protocol } of containers.flatMap((c): ContainerPort[] => c.ports ?? []))
      add(containerPort, protocol)
  }
  return ports
}
