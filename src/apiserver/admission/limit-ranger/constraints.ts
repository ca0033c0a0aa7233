import { compareQuantities, MAX_MILLI_VALUE, milliValueOf, wholeValueOf } from '../../../apimachinery/quantity.ts'
import type { ResourceList } from '../../../quota/resource-list.ts'

/** What is held against a limit: of a container, of a pod or of a claim. */
export interface Measured {
  type: string
  requests: ResourceList
  limits: ResourceList
}

type Constraint = (measured: Measured, name: string, enforced: string) => string | undefined

const own = (list: ResourceList, name: string): string | undefined =>
  Object.hasOwn(list, name) ? list[name] : undefined
const isMore = (a: string, b: string): boolean => compareQuantities(a, b) > 0

/** Why an amount is below a minimum. */
export const minConstraint: Constraint = ({ type, requests, limits }, name, enforced) => {
  const rule = `minimum ${name} usage per ${type} is ${enforced}`
  const request = own(requests, name)
  const limit = own(limits, name)
  if (request === undefined) return `${rule}.  No request is specified`
  if (isMore(enforced, request)) return `${rule}, but request is ${request}`
  return limit !== undefined && isMore(enforced, limit) ? `${rule}, but limit is ${limit}` : undefined
}

/** Why an amount is above a maximum. */
export const maxConstraint: Constraint = ({ type, requests, limits }, name, enforced) => {
  const rule = `maximum ${name} usage per ${type} is ${enforced}`
  const request = own(requests, name)
  const limit = own(limits, name)
  if (limit === undefined) return `${rule}.  No limit is specified`
  if (isMore(limit, enforced)) return `${rule}, but limit is ${limit}`
  return request !== undefined && isMore(request, enforced) ? `${rule}, but request is ${request}` : undefined
}

/** As maxConstraint, where only requests count: a claim's. */
export const maxRequestConstraint: Constraint = ({ type, requests }, name, enforced) => {
  const rule = `maximum ${name} usage per ${type} is ${enforced}`
  const request = own(requests, name)
  if (request === undefined) return `${rule}.  No request is specified`
  return isMore(request, enforced) ? `${rule}, but request is ${request}` : undefined
}

/** Why a limit is too many times the request. */
export const ratioConstraint: Constraint = ({ type, requests, limits }, name, enforced) => {
  const rule = `${name} max limit to request ratio per ${type} is ${enforced}`
  const request = own(requests, name)
  const limit = own(limits, name)
  const inThousandths = [request ?? '0', limit ?? '0', enforced].every(a => wholeValueOf(a) <= MAX_MILLI_VALUE)
  const amountOf = inThousandths ? milliValueOf : wholeValueOf
  const requested = amountOf(request ?? '0')
  const limited = amountOf(limit ?? '0')
  if (requested === 0) return `${rule}, but no request is specified or request is 0`
  if (limited === 0) return `${rule}, but no limit is specified or limit is 0`
  const ratio = limited / requested
  if (ratio * 1000 <= milliValueOf(enforced)) return undefined
  return `${rule}, but provided ratio is ${ratio.toFixed(6)}`
}
