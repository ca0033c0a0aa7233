import type { NamespaceCondition } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'

/** What is left of a namespace's contents after everything in it was told to go. */
export interface Remaining {
  /** By resource, as conditions name it ("secrets.", "deployments.apps"). */
  resources: ReadonlyMap<string, number>
  /** By finalizer. */
  finalizers: ReadonlyMap<string, number>
}

type Condition = Pick<NamespaceCondition, 'type' | 'status' | 'reason' | 'message'>

/** What each condition says when all is well, in the order in which a namespace has them. */
const FINE: readonly (readonly [type: string, reason: string, message: string])[] = [
  ['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'],
  ['NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
  [
    'NamespaceDeletionContentFailure',
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ],
  ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
  ['NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
]

/** The conditions of a namespace that is being deleted, whose contents could not go or (`failures`) could not be told to. */
export function terminatingConditions(
  old: readonly NamespaceCondition[] | undefined,
  remaining: Remaining,
  failures: readonly string[],
  now: Date,
): NamespaceCondition[] {
  const bad = badConditions(remaining, failures)
  const conditions = [...(old ?? [])]
  for (const [type, reason, message] of FINE) {
    const wanted = bad.find(condition => condition.type === type) ?? { type, status: 'False', reason, message }
    const place = conditions.findIndex(condition => condition.type === type)
    const present = conditions[place]
    const { status, lastTransitionTime } = present ?? {}
    if (present && status === wanted.status && present.reason === wanted.reason && present.message === wanted.message)
      continue
    const isSameStatus = status === wanted.status && lastTransitionTime !== undefined
    const condition = { ...wanted, lastTransitionTime: isSameStatus ? lastTransitionTime : formatTime(now) }
    if (place < 0) conditions.push(condition)
    else conditions[place] = condition
  }
  return conditions
}

function badConditions({ resources, finalizers }: Remaining, failures: readonly string[]): Condition[] {
  const bad: Condition[] = []
  if (failures.length > 0)
    bad.push({
      type: 'NamespaceDeletionContentFailure',
      status: 'True',
      reason: 'ContentDeletionFailed',
      message: `Failed to delete all resource types, ${failures.length} remaining: ${[...failures].sort().join(', ')}`,
    })
  if (resources.size > 0)
    bad.push({
      type: 'NamespaceContentRemaining',
      status: 'True',
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${listed(resources, (name, n) => `${name} has ${n} resource instances`)}`,
    })
  if (finalizers.size > 0)
    bad.push({
      type: 'NamespaceFinalizersRemaining',
      status: 'True',
      reason: 'SomeFinalizersRemain',
      message: `Some content in the namespace has finalizers remaining: ${listed(finalizers, (name, n) => `${name} in ${n} resource instances`)}`,
    })
  return bad
}

function listed(counts: ReadonlyMap<string, number>, text: (name: string, count: number) => string): string {
  return [...counts]
    .map(([name, count]) => text(name, count))
    .sort()
    .join(', ')
}
