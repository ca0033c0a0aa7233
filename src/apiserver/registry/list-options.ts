import type { ApiRequest } from '../../api/request.ts'
import { badRequest, invalidObject } from '../../apimachinery/status.ts'
import { type ErrorList, forbidden, notSupported, path } from '../../apimachinery/validation/field.ts'
import { queryInteger, queryText } from '../answer.ts'
import { type ContinueToken, readContinueToken } from './continue-token.ts'
import { parseRevision } from './resource-version.ts'

/** Which part of a collection, and as of when, a list asks for. */
export interface ListOptions {
  /** The most objects of the answer; 0 for all. */
  limit: number
  continue: ContinueToken | undefined
  /** 0 for any. */
  revision: number
  /** The state at `revision` and no other. */
  exact: boolean
}

/** Reads the parameters of a list. Throws BadRequest and Invalid, as ValidateListOptions and the storage do. */
export function listOptions(request: ApiRequest): ListOptions {
  const limit = Math.max(0, queryInteger(request, 'limit') ?? 0)
  const token = queryText(request, 'continue')
  const resourceVersion = queryText(request, 'resourceVersion')
  const errors = validate(request, token, resourceVersion)
  if (errors.length) throw invalidObject('ListOptions', 'meta.k8s.io', '', errors)
  if (token !== '' && resourceVersion !== '' && resourceVersion !== '0')
    throw badRequest('specifying resource version is not allowed when using continue')
  return {
    // whoever takes any state gets all of it
    limit: resourceVersion === '0' ? 0 : limit,
    continue: token === '' ? undefined : readContinueToken(token),
    revision: parseRevision(resourceVersion),
    exact: queryText(request, 'resourceVersionMatch') === 'Exact',
  }
}

function validate(request: ApiRequest, token: string, resourceVersion: string): ErrorList {
  const errors: ErrorList = []
  const match = queryText(request, 'resourceVersionMatch')
  if (match !== '') {
    const at = path('resourceVersionMatch')
    if (resourceVersion === '')
      errors.push(forbidden(at, 'resourceVersionMatch is forbidden unless resourceVersion is provided'))
    if (token !== '') errors.push(forbidden(at, 'resourceVersionMatch is forbidden when continue is provided'))
    if (match !== 'Exact' && match !== 'NotOlderThan')
      errors.push(notSupported(at, match, ['', 'Exact', 'NotOlderThan']))
    if (match === 'Exact' && resourceVersion === '0')
      errors.push(forbidden(at, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'))
  }
  if (queryText(request, 'sendInitialEvents') !== '')
    errors.push(forbidden(path('sendInitialEvents'), 'sendInitialEvents is forbidden for list'))
  return errors
}
