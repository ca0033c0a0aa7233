import { withGroup } from '../api/object.ts'
import { quote } from './quote.ts'
import { aggregateText, CAUSE_REASON, type ErrorList, errorBody } from './validation/field.ts'

/** Kubernetes' metav1.Status: what the API answers where there is no object to answer with. */
export interface Status {
  kind: 'Status'
  apiVersion: 'v1'
  metadata: Record<string, string>
  status: 'Success' | 'Failure'
  message?: string
  reason?: string
  details?: StatusDetails
  code: number
}

export interface StatusDetails {
  name?: string
  group?: string
  kind?: string
  uid?: string
  causes?: { reason?: string; message?: string; field?: string }[]
  retryAfterSeconds?: number
}

/** A group and a plural name, as in "deployments.apps"; what errors name objects by. */
export interface GroupResource {
  group: string
  resource: string
}

/** A resource as errors and conditions name it: "pods", "deployments.apps" (GroupResource.String). */
export function groupResourceText(r: GroupResource): string {
  return withGroup(r.resource, r.group)
}

/** An API error. Every refusal inside the API server is thrown as one of these and nothing else. */
export class StatusError extends Error {
  readonly status: Status
  /** What the server warns of along with its refusal. */
  warnings: readonly string[] = []
  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    // a refusal is an answer, shown without a stack; to collect one would cost more than all the rest
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = stackTraceLimit
    this.name = 'StatusError'
    this.status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code }
    if (details) this.status.details = details
  }
}

const details = (r: GroupResource, name?: string): StatusDetails => ({
  ...(name ? { name } : {}),
  ...(r.group ? { group: r.group } : {}),
  kind: r.resource,
})

export const notFound = (r: GroupResource, name: string): StatusError =>
  new StatusError(404, 'NotFound', `${groupResourceText(r)} ${quote(name)} not found`, details(r, name))

export const alreadyExists = (r: GroupResource, name: string): StatusError =>
  new StatusError(409, 'AlreadyExists', `${groupResourceText(r)} ${quote(name)} already exists`, details(r, name))

export const conflict = (r: GroupResource, name: string, why: string): StatusError =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${groupResourceText(r)} ${quote(name)}: ${why}`,
    details(r, name),
  )

export const forbidden = (r: GroupResource, name: string, why: string): StatusError =>
  new StatusError(
    403,
    'Forbidden',
    name === ''
      ? `${groupResourceText(r)} is forbidden: ${why}`
      : `${groupResourceText(r)} ${quote(name)} is forbidden: ${why}`,
    details(r, name),
  )

export const badRequest = (message: string): StatusError => new StatusError(400, 'BadRequest', message)

export const methodNotSupported = (r: GroupResource, verb: string): StatusError =>
  new StatusError(
    405,
    'MethodNotAllowed',
    `${verb} is not supported on resources of kind "${groupResourceText(r)}"`,
    details(r),
  )

/** The answer to a method that nothing of a path has. */
export const methodNotAllowed = (): StatusError =>
  new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {})

export const genericNotFound = (): StatusError =>
  new StatusError(404, 'NotFound', 'the server could not find the requested resource', {})

/** What a client makes of the answer that no such resource is served. `verb` is the method of HTTP. */
export const resourceNotServed = (verb: string, r: GroupResource, name: string): StatusError => {
  const what = [verb.toLowerCase(), groupResourceText(r), name].filter(part => part !== '').join(' ')
  return new StatusError(
    404,
    'NotFound',
    `the server could not find the requested resource (${what})`,
    details(r, name),
  )
}

export const internalError = (message: string): StatusError =>
  new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] })

/** What an object that fails validation gets: every field error at once. `kind` is the object's kind, as "Service". */
export function invalidObject(kind: string, group: string, name: string, errors: ErrorList): StatusError {
  const what = `${group ? `${kind}.${group}` : kind} ${quote(name)} is invalid`
  return new StatusError(422, 'Invalid', errors.length === 0 ? what : `${what}: ${aggregateText(errors)}`, {
    ...(name ? { name } : {}),
    ...(group ? { group } : {}),
    kind,
    causes: errors.map(e => ({ reason: CAUSE_REASON[e.type], message: errorBody(e), field: e.field })),
  })
}
