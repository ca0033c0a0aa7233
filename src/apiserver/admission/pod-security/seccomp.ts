import type { PodSpec } from '../../../api/types.gen.ts'
import { quote } from '../../../apimachinery/quote.ts'
import { SECCOMP_CONTAINER_PREFIX, SECCOMP_POD } from '../../../kinds/pod/validation/annotations.ts'
import { type CheckPod, namesOfContainers, plural, sorted } from './violation.ts'

/** Whether the Restricted standard allows a seccomp profile of this type. */
export function isAllowedSeccomp(type: string): boolean {
  return type === 'RuntimeDefault' || type === 'Localhost'
}

/** Who has set a seccomp profile of a kind that `isBad` does not want, and which; `values` sorted and each once. */
export function seccompFields(
  spec: PodSpec,
  isBad: (type: string) => boolean,
): { pod: boolean; containers: string[]; values: string[] } {
  const values: string[] = []
  const check = (type: string | undefined) => {
    if (type === undefined || !isBad(type)) return false
    values.push(type)
    return true
  }
  const pod = check(spec.securityContext?.seccompProfile?.type)
  const containers = namesOfContainers(spec, c => check(c.securityContext?.seccompProfile?.type))
  return { pod, containers, values: sorted(values) }
}

/** Until v1.18 profiles were annotations. */
export const seccompAnnotations: CheckPod = ({ annotations = {} }, spec) => {
  const containers = namesOfContainers(spec, () => true)
  const keys = [SECCOMP_POD, ...containers.map(name => `${SECCOMP_CONTAINER_PREFIX}${name}`)]
  const forbidden = keys
    .filter(key => Object.hasOwn(annotations, key) && !isAllowedAnnotation(annotations[key]!))
    .map(key => `${key}=${quote(annotations[key]!)}`)
  if (forbidden.length === 0) return undefined
  const all = sorted(forbidden)
  return { reason: 'seccompProfile', detail: `forbidden ${plural('annotation', all.length)} ${all.join(', ')}` }
}

function isAllowedAnnotation(value: string): boolean {
  return value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/')
}
