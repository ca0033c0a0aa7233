import { CommandError } from '../../errors.ts'
import { updateField } from '../field-spec.ts'
import type { FieldSpec } from '../kustomization.ts'
import { isSelected, kindText } from '../resource-id.ts'
import type { ResourceList } from '../resource-list.ts'

/** Sets the number of replicas of the workloads of a name, where specs say that there is one. Throws CommandError where there are none. */
export function changeReplicas(
  list: ResourceList,
  { name = '', count = 0 }: { name?: string; count?: number },
  specs: readonly FieldSpec[],
): void {
  let found = false
  for (const spec of specs)
    for (const resource of list.byAnyId(id => id.name === name && isSelected(id, spec))) {
      found = true
      updateField(
        resource,
        { ...spec, kind: resource.id.kind },
        () => count,
        () => count,
      )
    }
  if (found) return
  const kinds = specs.map(kindText).join(' ')
  throw new CommandError(`resource with name ${name} does not match a config with the following GVK [${kinds}]`)
}
