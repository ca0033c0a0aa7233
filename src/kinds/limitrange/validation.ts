import type { LimitRangeItem } from '../../api/types.gen.ts'
import { compareQuantities, MAX_MILLI_VALUE, milliValueOf, wholeValueOf } from '../../apimachinery/quantity.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  required,
} from '../../apimachinery/validation/field.ts'
import { isQualifiedName } from '../../apimachinery/validation/names.ts'
import { isOvercommitAllowed } from '../pod/resource-names.ts'
import { validateContainerResourceName, validateResourceName } from '../pod/validation/resources.ts'

const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim']

/** spec.limits (ValidateLimitRange). */
export function validateLimits(limits: readonly LimitRangeItem[], at: FieldPath): ErrorList {
  const seen = new Set<string>()
  return limits.flatMap((limit, i) => {
    const here = at.index(i)
    const errors = validateType(limit.type, here.child('type'))
    if (seen.has(limit.type)) errors.push(duplicate(here.child('type'), limit.type))
    seen.add(limit.type)
    return [...errors, ...validateNames(limit, here), ...validateAmounts(limit, here)]
  })
}

function validateType(type: string, at: FieldPath): ErrorList {
  const errors = isQualifiedName(type).map(message => invalid(at, type, message))
  if (errors.length > 0 || type.includes('/') || TYPES.includes(type)) return errors
  return [invalid(at, type, 'must be a standard limit type or fully qualified')]
}

function validateNames(limit: LimitRangeItem, at: FieldPath): ErrorList {
  const check =
    limit.type === 'Pod' || limit.type === 'Container' ? validateContainerResourceName : validateResourceName
  const names = (part: 'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio') =>
    Object.keys(limit[part] ?? {}).flatMap(name => check(name, at.child(part).key(name)))
  const errors = [...names('max'), ...names('min')]
  for (const part of ['default', 'defaultRequest'] as const) {
    if (limit.type !== 'Pod') errors.push(...names(part))
    else if (Object.keys(limit[part] ?? {}).length > 0)
      errors.push(forbidden(at.child(part), "may not be specified when `type` is 'Pod'"))
  }
  if (limit.type === 'PersistentVolumeClaim' && limit.min?.storage === undefined && limit.max?.storage === undefined) {
    const rule = 'either minimum or maximum storage value is required, but neither was provided'
    errors.push(required(at.child('limits'), rule))
  }
  return [...errors, ...names('maxLimitRequestRatio')]
}

function validateAmounts(limit: LimitRangeItem, at: FieldPath): ErrorList {
  const defaults = limit.type === 'Pod' ? {} : { ...limit.default, ...limit.defaultRequest }
  const names = new Set(Object.keys({ ...limit.max, ...limit.min, ...defaults, ...limit.maxLimitRequestRatio }))
  return [...names].flatMap(name => validateAmountsOf(name, limit, at))
}

function validateAmountsOf(name: string, limit: LimitRangeItem, at: FieldPath): ErrorList {
  const amount = (list: Record<string, string> | undefined): Amount =>
    list && Object.hasOwn(list, name) ? list[name] : undefined
  const [min, max, ratio] = [amount(limit.min), amount(limit.max), amount(limit.maxLimitRequestRatio)]
  const [standard, request] = limit.type === 'Pod' ? [] : [amount(limit.default), amount(limit.defaultRequest)]
  const errors: ErrorList = []
  const inOrder = (low: Amount, high: Amount, [part, shown]: [string, Amount], words: [string, string]): void => {
    if (low === undefined || high === undefined || compareQuantities(low, high) <= 0) return
    const why = `${words[0]} ${low} is greater than ${words[1]} ${high}`
    errors.push(invalid(at.child(part).key(name), shown, why))
  }
  inOrder(min, max, ['min', min], ['min value', 'max value'])
  inOrder(min, request, ['defaultRequest', request], ['min value', 'default request value'])
  inOrder(request, max, ['defaultRequest', request], ['default request value', 'max value'])
  inOrder(request, standard, ['defaultRequest', request], ['default request value', 'default limit value'])
  inOrder(min, standard, ['default', min], ['min value', 'default value'])
  inOrder(standard, max, ['default', max], ['default value', 'max value'])
  if (ratio !== undefined) errors.push(...validateRatio(ratio, min, max, at.child('maxLimitRequestRatio').key(name)))
  const differ = standard !== undefined && request !== undefined && compareQuantities(standard, request) !== 0
  if (differ && !isOvercommitAllowed(name)) {
    const why = `default value ${standard} must equal to defaultRequest value ${request} in ${name}`
    errors.push(invalid(at.child('defaultRequest').key(name), request, why))
  }
  return errors
}

type Amount = string | undefined

function validateRatio(ratio: string, min: Amount, max: Amount, at: FieldPath): ErrorList {
  const errors = compareQuantities(ratio, '1') < 0 ? [invalid(at, ratio, `ratio ${ratio} is less than 1`)] : []
  if (min === undefined || max === undefined) return errors
  const inThousandths = [ratio, min, max].every(amount => wholeValueOf(amount) < MAX_MILLI_VALUE)
  const amountOf = inThousandths ? milliValueOf : wholeValueOf
  const most = amountOf(max) / amountOf(min)
  if ((inThousandths ? milliValueOf(ratio) / 1000 : wholeValueOf(ratio)) > most)
    errors.push(invalid(at, ratio, `ratio ${ratio} is greater than max/min = ${goFloat(most)}`))
  return errors
}

/** A number as Go's %f prints it. */
function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  return Number.isFinite(value) ? value.toFixed(6) : '+Inf'
}
