import type { ApiRequest, ApiResponse } from '../../api/request.ts'
import { genericNotFound, methodNotSupported, StatusError } from '../../apimachinery/status.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import { resourceId } from '../../kinds/registry.ts'
import { queryText } from '../answer.ts'
import { authorizedUser } from '../authorization/authorize.ts'
import { includeObject, outputForm } from '../output.ts'
import { kindOf } from '../read.ts'
import { keyPrefix } from '../registry/keys.ts'
import { selectedBy } from '../registry/list.ts'
import type { Environment } from '../registry/request-context.ts'
import { requireReached } from '../registry/resource-version.ts'
import { requestInfo } from '../request-info.ts'
import type { EventForm } from './event-form.ts'
import type { WatchHub } from './watch-hub.ts'
import { tooOld, watchOptions } from './watch-options.ts'

/** Watches end after half an hour to an hour where the client does not say when (--min-request-timeout of the API server). */
const MIN_TIMEOUT = 1_800_000

/** Answers a watch of a collection. Throws StatusError: 410 (Expired) where what has happened since can no longer be told. */
export async function watch(
  environment: Environment,
  hub: Pick<WatchHub, 'watch' | 'former' | 'oldestRevision'>,
  request: ApiRequest,
  user: UserInfo,
): Promise<ApiResponse> {
  authorizedUser(request, user, environment.store)
  const info = requestInfo(request.path)
  if (!info.isResource || info.subresource !== '') throw genericNotFound()
  await environment.kinds.load([resourceId(info.group, info.resource)])
  const kind = kindOf(environment.kinds, info, request)
  if (info.name !== '') throw methodNotSupported(kind, 'watch')
  const { revision, sendInitialEvents, bookmarks, timeout } = watchOptions(request, kind)
  const selectors = {
    labelSelector: queryText(request, 'labelSelector'),
    fieldSelector: queryText(request, 'fieldSelector'),
  }
  const matches = selectedBy(kind, selectors)
  const prefix = keyPrefix(kind, info.namespace)
  const current = environment.store.revision
  requireReached(revision ?? 0, current)
  const fromNow = revision === undefined || sendInitialEvents
  const watcher = hub.watch({
    prefix,
    matches: object => matches(kind.serve?.(object) ?? object),
    former: hub.former(kind, formOf(request)),
    revision: fromNow ? current : revision,
    initial: fromNow ? environment.store.list(prefix).filter(o => matches(kind.serve?.(o) ?? o)) : [],
    endOfInitialEvents: sendInitialEvents && bookmarks,
    bookmarks,
    timeout: timeout ?? MIN_TIMEOUT + environment.random.int(MIN_TIMEOUT),
  })
  if (!watcher) throw tooOld(revision ?? 0, hub.oldestRevision(prefix))
  return {
    code: 200,
    body: undefined,
    warnings: kind.deprecationWarning ? [kind.deprecationWarning] : [],
    watch: watcher,
  }
}

/** Objects come one by one: whoever accepts only lists gets no watch. */
function formOf(request: ApiRequest): EventForm {
  const form = outputForm(request)
  if (!form) return { as: 'Object', version: 'v1', include: 'Metadata' }
  const { kind, version } = form
  if (kind === 'PartialObjectMetadataList')
    throw new StatusError(406, 'NotAcceptable', `you requested ${kind}, but the requested object is not a list`)
  return { as: kind as EventForm['as'], version, include: includeObject(request) }
}
