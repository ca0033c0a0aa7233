/**
 * Rules for strings that are no names of objects: keys, variables, headers, reasons. Each answers what is wrong, in the
 * wording of k8s.io/apimachinery/pkg/util/validation.
 */
import { EMPTY_TEXT, maxLengthText, regexText } from './messages.ts'

const MAX_KEY = 253

/** Keys become file names, and these are not: the folder, the one above, and what kubelet keeps for itself. */
function folderFaults(value: string): string[] {
  if (value === '.' || value === '..') return [`must not be '${value}'`]
  return value.startsWith('..') ? ["must not start with '..'"] : []
}

/** A key of a ConfigMap or Secret. */
export function isConfigMapKey(value: string): string[] {
  const faults = Buffer.byteLength(value) > MAX_KEY ? [maxLengthText(MAX_KEY)] : []
  if (!/^[-._a-zA-Z0-9]+$/.test(value)) {
    faults.push(
      regexText(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        '[-._a-zA-Z0-9]+',
        'key.name',
        'KEY_NAME',
        'key-name',
      ),
    )
  }
  return [...faults, ...folderFaults(value)]
}

/** The name of an environment variable, as kubectl asks for it. */
export function isEnvVarName(value: string): string[] {
  const faults = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(value)
    ? []
    : [
        regexText(
          "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
          '[-._a-zA-Z][-._a-zA-Z0-9]*',
          'my.env-name',
          'MY_ENV.NAME',
          'MyEnvName1',
        ),
      ]
  return [...faults, ...folderFaults(value)]
}

/** The name of an environment variable, as the API server asks for it: printable ASCII but for `=`. */
export function isRelaxedEnvVarName(value: string): string[] {
  if (value === '') return [`environment variable name ${EMPTY_TEXT}`]
  return /^[ -<>-~]*$/.test(value)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
}

/** The name of an HTTP header. */
export function isHTTPHeaderName(value: string): string[] {
  return /^[-A-Za-z0-9]+$/.test(value)
    ? []
    : [
        regexText(
          "a valid HTTP header must consist of alphanumeric characters or '-'",
          '[-A-Za-z0-9]+',
          'X-Header-Name',
        ),
      ]
}

/** An identifier of C. */
export function isCIdentifier(value: string): string[] {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(value)
    ? []
    : [
        regexText(
          "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'",
          '[A-Za-z_][A-Za-z0-9_]*',
          'my_name',
          'MY_NAME',
          'MyName',
        ),
      ]
}

/** The reason of a condition (metav1 validation). */
export function isConditionReason(value: string): string[] {
  return /^[A-Za-z](?:[A-Za-z0-9_,:]*[A-Za-z0-9_])?$/.test(value)
    ? []
    : [
        regexText(
          "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'",
          '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?',
          'my_name',
          'MY_NAME',
          'MyName',
          'ReasonA,ReasonB',
          'ReasonA:ReasonB',
        ),
      ]
}

/** A port's name as IANA has them: up to 15 of a-z, 0-9 and single hyphens inside, with a letter. */
export function isValidPortName(port: string): string[] {
  const faults: string[] = []
  if (Buffer.byteLength(port) > 15) faults.push(maxLengthText(15))
  if (!/^[-a-z0-9]+$/.test(port)) {
    faults.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  }
  if (!/[a-z]/.test(port)) faults.push('must contain at least one letter (a-z)')
  if (port.includes('--')) faults.push('must not contain consecutive hyphens')
  if (port.startsWith('-') || port.endsWith('-')) faults.push('must not begin or end with a hyphen')
  return faults
}
