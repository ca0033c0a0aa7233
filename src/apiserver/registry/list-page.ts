import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { Kind } from '../../kinds/kind.ts'
import type { KindRegistry } from '../../kinds/registry.ts'
import { keyOrder } from '../../storage/state-keys.ts'
import { continueText } from './continue-token.ts'
import { keyOfObject, keyPrefix } from './keys.ts'
import { type ListSelectors, listStored, selectedBy } from './list.ts'
import type { ListOptions } from './list-options.ts'
import { ListSnapshots } from './list-snapshots.ts'
import type { Environment } from './request-context.ts'
import { requireReached } from './resource-version.ts'

/** metadata of a List. */
export interface ListMeta {
  resourceVersion: string
  continue?: string
  remainingItemCount?: number
}

/** What a list answers: all of a collection, or a part of it. */
export interface ListPage {
  items: KubeObject[]
  metadata: ListMeta
}

/** One for each cluster. */
const snapshots = new WeakMap<KindRegistry, ListSnapshots>()

function snapshotsOf({ kinds }: Environment): ListSnapshots {
  const known = snapshots.get(kinds)
  if (known) return known
  const created = new ListSnapshots()
  snapshots.set(kinds, created)
  return created
}

/**
 * The part of a collection that a list asks for: the parts of one list are of one resource version. Throws StatusError: Timeout for a
 * resource version that is not there yet, Expired for one that is no longer known. Source: etcd3's GetList.
 */
export function listPage(
  environment: Environment,
  kind: Kind,
  namespace: string,
  selectors: ListSelectors,
  options: ListOptions,
): ListPage {
  if (kind.found) return { items: kind.found.filter(selectedBy(kind, selectors)), metadata: { resourceVersion: '' } }
  const { revision: current } = environment.store
  requireReached(options.revision, current)
  const isWhole = options.limit === 0 && !options.continue && (!options.exact || options.revision === current)
  if (isWhole)
    return {
      items: listStored(environment, kind, namespace, selectors),
      metadata: { resourceVersion: String(current) },
    }
  const isSelected = selectedBy(kind, selectors)
  const prefix = keyPrefix(kind, namespace)
  const revision = revisionOf(options, current)
  const objects = objectsAt(environment, prefix, revision, options)
  const from = options.continue ? firstFrom(objects, kind, prefix + options.continue.start) : 0
  const items: KubeObject[] = []
  let at = from
  for (; at < objects.length && (options.limit === 0 || items.length < options.limit); at++) {
    const object = kind.serve ? kind.serve(objects[at]!) : objects[at]!
    if (isSelected(object)) items.push(object)
  }
  const metadata: ListMeta = { resourceVersion: String(revision) }
  if (at < objects.length) {
    snapshotsOf(environment).keep(prefix, revision, objects, environment.clock.now())
    const last = keyOfObject(kind, objects[at - 1]!).slice(prefix.length)
    metadata.continue = continueText({ revision, start: `${last}\0` })
    // it is not known how many of the others would match
    if (selectors.labelSelector === '' && selectors.fieldSelector === '')
      metadata.remainingItemCount = objects.length - at
  }
  return { items, metadata }
}

function revisionOf(options: ListOptions, current: number): number {
  const { continue: token, exact, revision } = options
  if (token) return token.revision < 0 ? current : token.revision
  return exact ? revision : current
}

/** All objects of a collection as of a revision. Throws Expired; a list that was begun can go on from what there is now. */
function objectsAt(
  environment: Environment,
  prefix: string,
  revision: number,
  { continue: token }: ListOptions,
): readonly KubeObject[] {
  const { store, clock } = environment
  if (revision === store.revision) return store.list(prefix)
  requireReached(revision, store.revision)
  const known = snapshotsOf(environment).at(prefix, revision, clock.now())
  if (known) return known
  if (!token) throw new StatusError(410, 'Expired', 'The resourceVersion for the provided list is too old.')
  const error = new StatusError(410, 'Expired', TOKEN_EXPIRED)
  error.status.metadata.continue = continueText({ revision: -1, start: token.start })
  throw error
}

const TOKEN_EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.'

/** The first of some objects, sorted by their keys, whose key is not before another; one with a NUL at its end stands for what follows. */
function firstFrom(objects: readonly KubeObject[], kind: Kind, start: string): number {
  const follows = start.endsWith('\0')
  const key = follows ? start.slice(0, -1) : start
  let low = 0
  let high = objects.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = keyOrder(keyOfObject(kind, objects[middle]!), key)
    if (order < 0 || (follows && order === 0)) low = middle + 1
    else high = middle
  }
  return low
}
