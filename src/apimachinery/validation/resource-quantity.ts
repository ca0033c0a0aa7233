import { type Amount, canonicalQuantity, milliValueOf, quantitySign, quantityText } from '../quantity.ts'
import { isQualifiedName } from './dns.ts'
import { type ErrorList, type FieldPath, invalid } from './field.ts'

/** Objects that quotas count: there are no halves of them. */
export const OBJECT_COUNTS = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
])

function text(amount: Amount): string {
  return typeof amount === 'string' ? canonicalQuantity(amount) : quantityText(amount)
}

/** Whether the name is that of a resource that Kubernetes itself defines (IsNativeResource). */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/')
}

/** Whether the name is that of a resource that someone else than Kubernetes defines (IsExtendedResourceName). */
export function isExtendedResourceName(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith('requests.') && isQualifiedName(`requests.${name}`).length === 0
}

/** Whether only whole numbers make sense for the resource (IsIntegerResourceName). */
function isIntegerResourceName(name: string): boolean {
  return OBJECT_COUNTS.has(name) || isExtendedResourceName(name)
}

/** The amount must not be negative (ValidateNonnegativeQuantity). */
export function validateNonnegativeQuantity(amount: Amount, at: FieldPath): ErrorList {
  return quantitySign(amount) < 0 ? [invalid(at, text(amount), 'must be greater than or equal to 0')] : []
}

/** The amount must be more than nothing (ValidatePositiveQuantityValue). */
export function validatePositiveQuantity(amount: Amount, at: FieldPath): ErrorList {
  return quantitySign(amount) <= 0 ? [invalid(at, text(amount), 'must be greater than zero')] : []
}

/** An amount of a resource: not negative, and whole where the resource is counted (ValidateResourceQuantityValue). */
export function validateResourceQuantityValue(resource: string, amount: Amount, at: FieldPath): ErrorList {
  const errors = validateNonnegativeQuantity(amount, at)
  if (isIntegerResourceName(resource) && milliValueOf(amount) % 1000 !== 0) {
    errors.push(invalid(at, text(amount), 'must be an integer'))
  }
  return errors
}
