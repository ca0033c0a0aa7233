import type { Node } from '../../api/types.gen.ts'
import { quantitySign } from '../../apimachinery/quantity.ts'
import { type ErrorList, invalid, path } from '../../apimachinery/validation/field.ts'
import { isQualifiedName } from '../../apimachinery/validation/names.ts'

const NOT_NEGATIVE = 'must be greater than or equal to 0'

/** The errors of status.capacity and status.allocatable (ValidateNodeResources). */
export function validateResources(node: Node): ErrorList {
  const errors: ErrorList = []
  for (const field of ['capacity', 'allocatable'] as const)
    for (const [name, amount] of Object.entries(node.status?.[field] ?? {})) {
      const at = path('status', field).key(name)
      for (const message of isQualifiedName(name)) errors.push(invalid(at, name, message))
      if (quantitySign(amount) < 0) errors.push(invalid(at, amount, NOT_NEGATIVE))
    }
  return errors
}
