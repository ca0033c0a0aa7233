import type { ObjectMeta, PodSpec } from '../../../api/types.gen.ts'
import { path } from '../../../apimachinery/validation/field.ts'
import { type AnyContainer, visitContainers } from '../../../kinds/pod/visit-containers.ts'

/** What a check has against a pod: the reason alone for lists of pods, with its detail for one pod. */
export interface Violation {
  reason: string
  detail: string
}

export type CheckPod = (metadata: ObjectMeta, spec: PodSpec) => Violation | undefined

/** One check of a level, with what it has been since which minor version, oldest first. */
export interface Check {
  id: string
  versions: readonly { since: number; check: CheckPod }[]
  /** The baseline check that this one is stricter than, and stands in for. */
  overrides?: string
}

/** The names of the containers of every sort that are bad, in the order in which Kubernetes visits them. */
export function namesOfContainers(spec: PodSpec, isBad: (container: AnyContainer) => boolean): string[] {
  const names: string[] = []
  visitContainers(spec, path('spec'), container => {
    if (isBad(container)) names.push(container.name)
  })
  return names
}

/** A word for one, or for several. */
export function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`
}

/** Values in quotes, one after the other. */
export function quoted(values: Iterable<string>): string {
  return `"${[...values].join('", "')}"`
}

/** A set's members in the order of their bytes. */
export function sorted(values: Iterable<string>): string[] {
  return [...new Set(values)].sort()
}

/** Containers by name: `containers "a", "b"`. */
export function containersText(names: readonly string[]): string {
  return `${plural('container', names.length)} ${quoted(names)}`
}

/** Who has set something: the pod, containers or both. */
export function settersText(pod: boolean, containers: readonly string[]): string {
  return [...(pod ? ['pod'] : []), ...(containers.length > 0 ? [containersText(containers)] : [])].join(' and ')
}

/** A check that a pod is exempt from where root in it is nobody outside. */
export function unlessUserNamespace(check: CheckPod): CheckPod {
  return (metadata, spec) => (spec.hostUsers === false ? undefined : check(metadata, spec))
}

/** What runs on Windows has none of Linux' ways to be confined. */
export function isWindowsPod({ os }: PodSpec): boolean {
  return os?.name === 'windows'
}
