import type { ReplicaSet } from '../../api/types.gen.ts'
import { revisionOf } from './annotations.ts'
import { replicasOf } from './replica-counts.ts'

type Order = (a: ReplicaSet, b: ReplicaSet) => number

function byText(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Oldest first; by name where they are of the same second. */
export const byCreation: Order = (a, b) =>
  byText(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '') ||
  byText(a.metadata.name, b.metadata.name)

/** Largest first, older ones before newer ones. */
export const bySizeOlder: Order = (a, b) => replicasOf(b) - replicasOf(a) || byCreation(a, b)

/** Largest first, newer ones before older ones. */
export const bySizeNewer: Order = (a, b) => replicasOf(b) - replicasOf(a) || byCreation(b, a)

/** Lowest revision first. */
export const byRevision: Order = (a, b) => revisionOf(a) - revisionOf(b) || byCreation(a, b)
