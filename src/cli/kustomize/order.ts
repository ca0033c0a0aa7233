import { CommandError } from '../errors.ts'
import type { Kustomization } from './kustomization.ts'
import type { Resource } from './resource.ts'
import { kindText } from './resource-id.ts'

const FIRST = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
]
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']

/**
 * Puts the resources in the order that a kustomization asks for: "fifo" leaves them as they are, "legacy" (also where nothing is asked for)
 * goes by kind, what others depend on first. Throws CommandError for any other order.
 */
export function inOrder(resources: readonly Resource[], options: Kustomization['sortOptions']): Resource[] {
  const order = options?.order ?? 'legacy'
  if (order !== 'fifo' && order !== 'legacy')
    throw new CommandError("the field 'sortOptions.order' must be one of [fifo, legacy]")
  const legacy = options?.legacySortOptions
  if (order === 'fifo') {
    if (legacy)
      throw new CommandError(
        "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'",
      )
    return [...resources]
  }
  const { orderFirst = [], orderLast = [] } = legacy ?? { orderFirst: FIRST, orderLast: LAST }
  const rank = new Map(orderFirst.map((kind, i) => [kind, i - orderFirst.length]))
  for (const [i, kind] of orderLast.entries()) rank.set(kind, i + 1)
  const keyed = resources.map(resource => {
    const { group, version, kind, name, namespace } = resource.id
    return {
      resource,
      rank: rank.get(kind) ?? 0,
      kind: [group || '~G', version || '~V', kind || '~K'].join('_'),
      name: [kindText(resource.id), namespace || '~X', name || '~N'].join('|'),
    }
  })
  keyed.sort((a, b) => a.rank - b.rank || compare(a.kind, b.kind) || compare(a.name, b.name))
  return keyed.map(({ resource }) => resource)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
