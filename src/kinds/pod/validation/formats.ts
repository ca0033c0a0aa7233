import {
  type ErrorList,
  type FieldPath,
  invalid,
  invalidFor,
  notSupported,
} from '../../../apimachinery/validation/field.ts'
import {
  isDNS1123Label,
  isDNS1123Subdomain,
  isInRange,
  isQualifiedName,
  isValidPortName,
  isValidPortNum,
} from '../../../apimachinery/validation/names.ts'

/** Names without dots, as of containers and volumes. */
export function validateDNS1123Label(value: string, at: FieldPath): ErrorList {
  return invalidFor(at, value, isDNS1123Label(value))
}

/** Names with dots, as of most objects. */
export function validateDNS1123Subdomain(value: string, at: FieldPath): ErrorList {
  return invalidFor(at, value, isDNS1123Subdomain(value))
}

/** Label names, condition types and the like: an optional domain, a slash and a name. */
export function validateQualifiedName(value: string, at: FieldPath): ErrorList {
  return invalidFor(at, value, isQualifiedName(value))
}

/** Whole numbers of at least one. */
export function validatePositive(value: number, at: FieldPath): ErrorList {
  return value <= 0 ? [invalid(at, value, 'must be greater than 0')] : []
}

/** Whole numbers between two bounds, which are allowed themselves. */
export function validateInRange(value: number, from: number, to: number, at: FieldPath): ErrorList {
  return invalidFor(at, value, isInRange(value, from, to))
}

/** A port of a probe or a hook; absent counts as 0. */
export function validatePortNumOrName(port: number | string | undefined, at: FieldPath): ErrorList {
  if (typeof port === 'string') return invalidFor(at, port, isValidPortName(port))
  return invalidFor(at, port ?? 0, isValidPortNum(port ?? 0))
}

/** Permissions of a file in a volume. */
export function validateFileMode(mode: number | undefined, at: FieldPath): ErrorList {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return []
  return [invalid(at, mode, 'must be a number between 0 and 0777 (octal), both inclusive')]
}

/** A value that must be one of `known` where it is given. */
export function validateChoice(value: string | undefined, known: readonly string[], at: FieldPath): ErrorList {
  return value === undefined || known.includes(value) ? [] : [notSupported(at, value, known)]
}
