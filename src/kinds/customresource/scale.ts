import type { KubeObject } from '../../api/object.ts'
import type { CustomResourceSubresourceScale } from '../../api/types.gen.ts'
import type { ScaleAccess } from '../kind.ts'
import { valueAt } from './selectable-fields.ts'

/** How the replicas of a custom resource are read and set, by the paths in its definition. */
export function scaleAccess(paths: CustomResourceSubresourceScale): ScaleAccess<KubeObject> {
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = paths
  return {
    replicas: object => numberAt(object, specReplicasPath),
    statusReplicas: object => numberAt(object, statusReplicasPath),
    selector: object => (labelSelectorPath ? String(valueAt(object, steps(labelSelectorPath)) ?? '') : ''),
    withReplicas: (object, replicas) => withValue(object, steps(specReplicasPath), replicas) as KubeObject,
  }
}

const steps = (path: string): string[] => path.replace(/^\./, '').split('.')

function numberAt(object: KubeObject, path: string): number {
  const value = valueAt(object, steps(path))
  return typeof value === 'number' ? value : 0
}

/** A copy in which a path leads to a value. */
function withValue(object: unknown, [name, ...rest]: string[], value: unknown): unknown {
  if (name === undefined) return value
  const fields = (typeof object === 'object' && object !== null ? object : {}) as Record<string, unknown>
  return { ...fields, [name]: withValue(Object.hasOwn(fields, name) ? fields[name] : undefined, rest, value) }
}
