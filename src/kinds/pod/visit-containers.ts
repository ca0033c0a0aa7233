import type { Container, EphemeralContainer, PodSpec } from '../../api/types.gen.ts'
import type { FieldPath } from '../../apimachinery/validation/field.ts'

/** A container of any sort, seen as a regular one. */
export type AnyContainer = Container | EphemeralContainer

/** Calls `visit` for init, regular and ephemeral containers, in the order in which Kubernetes visits them. */
export function visitContainers(
  spec: PodSpec,
  at: FieldPath,
  visit: (container: AnyContainer, at: FieldPath) => void,
): void {
  const lists: [string, readonly AnyContainer[] | undefined][] = [
    ['initContainers', spec.initContainers],
    ['containers', spec.containers],
    ['ephemeralContainers', spec.ephemeralContainers],
  ]
  for (const [field, containers] of lists) {
    containers?.forEach((container, i) => {
      visit(container, at.child(field).index(i))
    })
  }
}

/** A sidecar: an init container that keeps running beside the regular ones. */
export function isRestartableInitContainer(container: Container | undefined): boolean {
  return container?.restartPolicy === 'Always'
}
