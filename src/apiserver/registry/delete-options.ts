import type { ApiRequest } from '../../api/request.ts'
import { NotJson } from '../../apimachinery/json/not-json.ts'
import { badRequest, invalidObject, StatusError } from '../../apimachinery/status.ts'
import { type ErrorList, invalid, notSupported, path } from '../../apimachinery/validation/field.ts'
import { decode } from '../../schema/decode.ts'
import { isTrue, queryInteger, queryText, queryTexts } from '../answer.ts'

/** Kubernetes' DeleteOptions, as far as they matter to an API server. */
export interface DeleteOptions {
  gracePeriodSeconds?: number
  propagationPolicy?: string
  orphanDependents?: boolean
  dryRun?: readonly string[]
  preconditions?: { uid?: string; resourceVersion?: string }
}

const OPTIONS = { group: '', version: 'v1', kind: 'DeleteOptions' }
const POLICIES = ['Foreground', 'Background', 'Orphan', 'nil']

/** The options of a DELETE: its body, or the query parameters of the same names where it has none. Throws BadRequest and Invalid. */
export function deleteOptions(request: ApiRequest): DeleteOptions {
  const { body } = request
  const options = body === undefined || body === null ? ofQuery(request) : ofBody(body)
  const errors = validate(options)
  if (errors.length) throw invalidObject(OPTIONS.kind, 'meta.k8s.io', '', errors)
  // negative ones stand for a second
  if ((options.gracePeriodSeconds ?? 0) < 0) return { ...options, gracePeriodSeconds: 1 }
  return options
}

function ofBody(body: unknown): DeleteOptions {
  if (body instanceof NotJson)
    throw new StatusError(500, '', `couldn't get version/kind; json parse error: ${body.why}`)
  if (typeof body !== 'object' || Array.isArray(body)) throw badRequest('the body of the request must be an object')
  const { kind, apiVersion: _, ...rest } = body as { kind?: unknown; apiVersion?: unknown }
  if (kind !== undefined && kind !== '' && kind !== OPTIONS.kind)
    throw badRequest('decoded object cannot be converted to DeleteOptions')
  return decode(rest, OPTIONS, { validation: 'Ignore' }).object as unknown as DeleteOptions
}

function ofQuery(request: ApiRequest): DeleteOptions {
  const options: DeleteOptions = {}
  const grace = queryInteger(request, 'gracePeriodSeconds')
  if (grace !== undefined) options.gracePeriodSeconds = grace
  const policy = queryText(request, 'propagationPolicy')
  if (policy !== '') options.propagationPolicy = policy
  const orphan = isTrue(queryText(request, 'orphanDependents'))
  if (orphan !== undefined) options.orphanDependents = orphan
  const dryRun = queryTexts(request, 'dryRun')
  if (dryRun.length) options.dryRun = dryRun
  return options
}

function validate({ orphanDependents, propagationPolicy: policy, dryRun = [] }: DeleteOptions): ErrorList {
  const errors: ErrorList = []
  const at = path('propagationPolicy')
  if (orphanDependents !== undefined && policy !== undefined)
    errors.push(invalid(at, policy, 'orphanDependents and deletionPropagation cannot be both set'))
  if (policy !== undefined && !POLICIES.slice(0, 3).includes(policy))
    errors.push(notSupported(at, policy, POLICIES, 'given'))
  return [...errors, ...validateDryRun(dryRun)]
}

/** There is one way to try a change. */
export function validateDryRun(dryRun: readonly string[]): ErrorList {
  return dryRun.every(value => value === 'All') ? [] : [notSupported(path('dryRun'), dryRun, ['All'])]
}
