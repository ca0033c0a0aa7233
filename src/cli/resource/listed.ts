import type { ApiResource } from '../../api/discovery.ts'
import type { KubeObject } from '../../api/object.ts'
import { matches, parseSelector } from '../../apimachinery/labels/selector.ts'
import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { type Client, listObjects } from '../../client/client.ts'
import type { Collection, Selection } from './builder.ts'
import type { Info } from './info.ts'

/** The objects of collections that the selectors take; a collection that cannot be listed comes as its Error. */
export async function* listedInfos(
  collections: readonly Collection[],
  selection: Selection,
  client: Client,
): AsyncIterable<(Info & { object: KubeObject }) | Error> {
  for (const { resource, namespace } of collections) {
    let objects: KubeObject[]
    try {
      objects = await listObjects(client, resource, namespace, selection, selection.chunkSize)
    } catch (error) {
      yield unableToList(error as Error, resource, selection)
      continue
    }
    for (const object of objects)
      yield { resource, namespace: object.metadata.namespace ?? '', name: object.metadata.name!, source: '', object }
  }
}

/** What kubectl makes of the error of a list that cannot be: nobody serves the resource, or a selector cannot be read. */
export function unableToList(
  error: Error,
  { group, version, resource }: ApiResource,
  { labelSelector, fieldSelector }: Pick<Selection, 'labelSelector' | 'fieldSelector'>,
): Error {
  if (!(error instanceof StatusError)) return error
  const { code, reason, details } = error.status
  if (code !== 404 && code !== 400) return error
  const what = JSON.stringify(`${group}/${version}, Resource=${resource}`)
  const selected =
    labelSelector === '' && fieldSelector === ''
      ? `Unable to list ${what}`
      : `Unable to find ${what} that match label selector ${quote(labelSelector)}, field selector ${quote(fieldSelector)}`
  return new StatusError(code, reason ?? '', `${selected}: ${error.message}`, details)
}

/** Whether the object of a file has the labels that were asked for. */
export function matchesSelectors(info: Pick<Info, 'object'>, selection: Pick<Selection, 'labelSelector'>): boolean {
  return (
    selection.labelSelector === '' ||
    matches(parseSelector(selection.labelSelector), info.object?.metadata?.labels ?? {})
  )
}
