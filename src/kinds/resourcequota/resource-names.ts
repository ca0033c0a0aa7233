import { type ErrorList, type FieldPath, invalid } from '../../apimachinery/validation/field.ts'
import { isQualifiedName } from '../../apimachinery/validation/names.ts'
import { validateResourceQuantityValue } from '../../apimachinery/validation/resource-quantity.ts'
import { isHugePageResourceName, isStandardResourceName } from '../pod/resource-names.ts'

/** What a quota cannot limit by its bare name, though it is a standard resource. */
const NOT_OF_QUOTAS = new Set(['storage'])

/** Whether a quota may limit a resource by its bare name (IsStandardQuotaResourceName). */
export function isStandardQuotaResourceName(name: string): boolean {
  return (isStandardResourceName(name) && !NOT_OF_QUOTAS.has(name)) || isHugePagesOfQuota(name)
}

function isHugePagesOfQuota(name: string): boolean {
  return isHugePageResourceName(name) || name.startsWith('requests.hugepages-')
}

/** The amounts of spec.hard, status.hard or status.used: their names and that they can be counted. */
export function validateQuotaAmounts(amounts: Record<string, string> | undefined, at: FieldPath): ErrorList {
  return Object.entries(amounts ?? {}).flatMap(([name, amount]) => {
    const here = at.key(name)
    return [...validateName(name, here), ...validateResourceQuantityValue(name, amount, here)]
  })
}

function validateName(name: string, at: FieldPath): ErrorList {
  const errors = isQualifiedName(name).map(message => invalid(at, name, message))
  if (name.includes('/')) return errors
  if (errors.length === 0 && !isStandardResourceName(name) && !isHugePagesOfQuota(name)) {
    errors.push(invalid(at, name, 'must be a standard resource type or fully qualified'))
  }
  if (!isStandardQuotaResourceName(name)) errors.push(invalid(at, name, 'must be a standard resource for quota'))
  return errors
}
