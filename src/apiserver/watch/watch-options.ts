import type { ApiRequest } from '../../api/request.ts'
import { invalidObject, StatusError } from '../../apimachinery/status.ts'
import { type ErrorList, forbidden, invalid, notSupported, path } from '../../apimachinery/validation/field.ts'
import type { Kind } from '../../kinds/kind.ts'
import { queryText } from '../answer.ts'

/** What the query of a watch asks for besides selectors. */
export interface WatchOptions {
  /** The revision after which to begin; undefined: with all that there is now. */
  revision: number | undefined
  /** Begin with what there is now, then a bookmark that says so (KEP-3157). */
  sendInitialEvents: boolean
  bookmarks: boolean
  /** ms; undefined: as long as the server likes. */
  timeout: number | undefined
}

/** Whether a request is a watch of a collection. */
export function isWatch(request: ApiRequest): boolean {
  return request.method === 'GET' && isTrue(queryText(request, 'watch'))
}

const isTrue = (text: string): boolean => text === 'true' || text === '1'

/** Reads the options of a watch. Throws Invalid as ValidateListOptions does, and as the watch cache does for revisions that are none. */
export function watchOptions(request: ApiRequest, kind: Kind): WatchOptions {
  const match = queryText(request, 'resourceVersionMatch')
  const initial = queryText(request, 'sendInitialEvents')
  const errors = validate(match, initial)
  if (errors.length > 0) throw invalidObject('ListOptions', 'meta.k8s.io', '', errors)
  const seconds = Number(queryText(request, 'timeoutSeconds'))
  return {
    revision: revisionOf(queryText(request, 'resourceVersion'), kind),
    sendInitialEvents: isTrue(initial),
    bookmarks: isTrue(queryText(request, 'allowWatchBookmarks')),
    timeout: seconds > 0 ? seconds * 1000 : undefined,
  }
}

function validate(match: string, initial: string): ErrorList {
  const at = path('resourceVersionMatch')
  if (initial !== '') {
    if (match === '') return [forbidden(at, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan')]
    if (match !== 'NotOlderThan') return [notSupported(at, match, ['NotOlderThan'])]
    return []
  }
  return match === ''
    ? []
    : [forbidden(at, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided')]
}

function revisionOf(text: string, kind: Kind): number | undefined {
  if (text === '' || text === '0') return undefined
  if (/^\d{1,19}$/.test(text)) return Number(text)
  const error = invalid(
    path('resourceVersion'),
    text,
    `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
  )
  throw invalidObject(kind.resource, kind.group, '', [error])
}

/** The answer to a watch from a revision that is no longer known. */
export function tooOld(revision: number, oldest: number): StatusError {
  return new StatusError(410, 'Expired', `too old resource version: ${revision} (${oldest})`)
}
