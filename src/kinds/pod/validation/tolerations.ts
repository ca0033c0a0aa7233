import type { Toleration } from '../../../api/types.gen.ts'
import { type ErrorList, type FieldPath, invalid, notSupported } from '../../../apimachinery/validation/field.ts'
import { validateLabelName } from '../../../apimachinery/validation/labels.ts'
import { isValidLabelValue } from '../../../apimachinery/validation/names.ts'

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
const OPERATORS = ['Equal', 'Exists']
const DECIMAL_INTEGER = /^(?:0|-?[1-9][0-9]*)$/

/** The errors of tolerations (ValidateTolerations). */
export function validateTolerations(tolerations: readonly Toleration[] | undefined, at: FieldPath): ErrorList {
  return (tolerations ?? []).flatMap((toleration, i) => validateToleration(toleration, at.index(i)))
}

function validateToleration(toleration: Toleration, at: FieldPath): ErrorList {
  const { key = '', operator = '', effect = '' } = toleration
  const errors: ErrorList = key ? validateLabelName(key, at.child('key')) : []
  if (!key && operator !== 'Exists') {
    const rule = 'operator must be Exists when `key` is empty, which means "match all values and all keys"'
    errors.push(invalid(at.child('operator'), operator, rule))
  }
  if (toleration.tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalid(at.child('effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"))
  }
  errors.push(...validateValue(operator, toleration.value ?? '', at))
  if (effect && !EFFECTS.includes(effect)) errors.push(notSupported(at.child('effect'), effect, EFFECTS, 'given'))
  return errors
}

/** The API server blames the operator for most of what is wrong with the value. */
function validateValue(operator: string, value: string, at: FieldPath): ErrorList {
  const here = at.child('operator')
  switch (operator) {
    case '':
    case 'Equal': {
      const faults = isValidLabelValue(value)
      return faults.length ? [invalid(here, value, faults.join(';'))] : []
    }
    case 'Exists':
      return value ? [invalid(here, value, "value must be empty when `operator` is 'Exists'")] : []
    case 'Lt':
    case 'Gt':
      return validateInteger(value, at.child('value'))
    default:
      return [notSupported(here, operator, OPERATORS)]
  }
}

function validateInteger(value: string, at: FieldPath): ErrorList {
  const errors: ErrorList = DECIMAL_INTEGER.test(value)
    ? []
    : [invalid(at, value, 'must be a valid decimal integer in canonical form')]
  const quoted = JSON.stringify(value)
  if (!/^[+-]?[0-9]+$/.test(value))
    errors.push(invalid(at, value, `strconv.ParseInt: parsing ${quoted}: invalid syntax`))
  else if (BigInt.asIntN(64, BigInt(value.replace('+', ''))) !== BigInt(value.replace('+', ''))) {
    errors.push(invalid(at, value, `strconv.ParseInt: parsing ${quoted}: value out of range`))
  }
  return errors
}
