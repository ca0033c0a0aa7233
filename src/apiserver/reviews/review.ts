import type { KubeObject } from '../../api/object.ts'
import type { Clock } from '../../apimachinery/clock.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import type { ReadStore } from '../../storage/store.ts'

/** What a review may look at. */
export interface ReviewContext {
  user: UserInfo
  /** Of the path; '' for what is in no namespace. */
  namespace: string
  store: Pick<ReadStore, 'get' | 'list'>
  clock: Clock
}

/**
 * A resource of which nothing is ever stored: creating one asks the API server a question, and the object comes back with the answer as
 * its status.
 */
export interface Review<T extends KubeObject = KubeObject> {
  group: string
  version: string
  kind: string
  resource: string
  namespaced: boolean
  /** The answer. `object` is the request's own. Throws StatusError. */
  answer(object: T, context: ReviewContext): T
}

/** Erases the type parameter, for the list of all. */
export function review<T extends KubeObject>(definition: Review<T>): Review {
  return definition as unknown as Review
}
