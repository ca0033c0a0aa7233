import type { KubeObject } from '../../../src/api/object.ts'
import type { Container, Pod, PodSpec } from '../../../src/api/types.gen.ts'
import { fixedClock } from '../../../src/apimachinery/clock.ts'
import { type ErrorList, errorText } from '../../../src/apimachinery/validation/field.ts'
import type { WriteContext } from '../../../src/kinds/kind.ts'
import { podSpecFromTemplate } from '../../../src/kinds/pod/shared-spec.ts'
import { validatePodCreate } from '../../../src/kinds/pod/validation/pod.ts'

/** A pod of one container, with more in its spec, and in its container. */
export function podOf(spec: Partial<PodSpec> = {}, container: Partial<Container> = {}): Pod {
  return {
    metadata: { name: 'p', namespace: 'default' },
    spec: { containers: [{ name: 'c', image: 'nginx', ...container }], ...spec },
  }
}

/** The pod with all defaults, and what is wrong with it, one line an error. */
export function faultsOf(pod: Pod): string[] {
  return texts(validatePodCreate({ ...pod, spec: podSpecFromTemplate(pod.spec) }))
}

export function texts(errors: ErrorList): string[] {
  return errors.map(errorText)
}

/** A context over a few objects, with random numbers that are always 0. */
export function contextOf(objects: Record<string, KubeObject[]> = {}): WriteContext {
  const list = (resource: string) => objects[resource] ?? []
  return {
    clock: fixedClock('2026-01-01T00:00:00Z'),
    random: {
      int: () => 0,
      uuid: () => '00000000-0000-0000-0000-000000000000',
      hex: (digits: number) => '0'.repeat(digits),
    },
    user: { username: 'admin', groups: [] },
    dryRun: false,
    get: (resource: string, namespace: string, name: string) =>
      list(resource).find(o => o.metadata.name === name && (o.metadata.namespace ?? '') === namespace),
    list,
    put: () => {},
    remove: () => {},
    warn: () => {},
  } as unknown as WriteContext
}
