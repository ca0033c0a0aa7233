import { describe, expect, test } from 'vitest'
import { errorText, path } from '../../../src/apimachinery/validation/field.ts'
import * as names from '../../../src/apimachinery/validation/names.ts'

const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const KEY =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
const VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

describe('every rule', () => {
  test.each<[(value: string) => string[], string, string[]]>([
    [names.isDNS1123Label, 'web-1', []],
    [names.isDNS1123Label, 'Web_1', [LABEL]],
    [names.isDNS1123Label, 'web.prod', ['must not contain dots']],
    [names.isDNS1123Label, 'a'.repeat(64), ['must be no more than 63 characters']],
    [names.isDNS1123Label, `${'a'.repeat(64)}.b`, ['must be no more than 63 characters', 'must not contain dots']],
    [names.isDNS1123Label, '', [LABEL]],
    [names.isDNS1123Label, 'web\n', [LABEL]],
    [names.isDNS1123Subdomain, 'a.b-c.d', []],
    [names.isDNS1123Subdomain, 'a..b', [SUBDOMAIN]],
    [names.isDNS1123Subdomain, 'a'.repeat(254), ['must be no more than 253 characters']],
    [names.isDNS1123SubdomainWithUnderscore, '_tcp.a', []],
    [
      names.isDNS1035Label,
      '1a',
      [
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
      ],
    ],
    [names.isWildcardDNS1123Subdomain, '*.bar.com', []],
    [
      names.isWildcardDNS1123Subdomain,
      '*',
      [
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      ],
    ],
    [names.isQualifiedName, 'example.com/My_name.1', []],
    [names.isQualifiedName, 'bad key', [`name part ${KEY}`]],
    [
      names.isQualifiedName,
      'a/b/c',
      [`a valid label key ${KEY} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`],
    ],
    [names.isQualifiedName, '/a', ['prefix part must be non-empty']],
    [names.isQualifiedName, 'A/a', [`prefix part ${SUBDOMAIN}`]],
    [names.isQualifiedName, 'a/', ['name part must be non-empty', `name part ${KEY}`]],
    [names.isQualifiedName, 'a'.repeat(64), ['name part must be no more than 63 bytes']],
    [names.isQualifiedName, `${'a'.repeat(254)}/a`, ['prefix part must be no more than 253 bytes']],
    [names.isValidLabelValue, '', []],
    [names.isValidLabelValue, 'front end', [VALUE]],
    [names.isValidLabelValue, 'a'.repeat(64), ['must be no more than 63 bytes']],
    [names.isValidPortName, 'http-2', []],
    [names.isValidPortName, '8080', ['must contain at least one letter (a-z)']],
    [names.isValidPortName, 'a-name-that-is-too-long', ['must be no more than 15 characters']],
    [
      names.isValidPortName,
      '-A--b',
      [
        'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
        'must not contain consecutive hyphens',
        'must not begin or end with a hyphen',
      ],
    ],
    [names.isConfigMapKey, 'a.b_C-1', []],
    [
      names.isConfigMapKey,
      'bad key',
      [
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
      ],
    ],
    [names.isConfigMapKey, '..', ["must not be '..'"]],
    [names.isConfigMapKey, '..a', ["must not start with '..'"]],
    [
      names.isEnvVarName,
      '1BAD',
      [
        "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
      ],
    ],
    [names.isRelaxedEnvVarName, '1 ok!', []],
    [names.isRelaxedEnvVarName, '', ['environment variable name must be non-empty']],
    [
      names.isRelaxedEnvVarName,
      'a=b',
      ["a valid environment variable name must consist only of printable ASCII characters other than '='"],
    ],
    [
      names.isHTTPHeaderName,
      'X_Y',
      [
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
      ],
    ],
    [names.isCIdentifier, '_a1', []],
    [
      names.isConditionReason,
      'A:',
      [
        "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')",
      ],
    ],
    [names.isPathSegmentName, 'a/b%', ["may not contain '/'", "may not contain '%'"]],
    [names.isPathSegmentName, '..', ["may not be '..'"]],
    [names.isPathSegmentName, 'system:node', []],
  ])('%o of %j', (rule, value, faults) => {
    expect(rule(value)).toEqual(faults)
  })

  test('withstands long values', () => {
    for (const rule of Object.values(names).filter(r => r.length === 1) as ((value: string) => string[])[]) {
      expect(() => rule('a.'.repeat(1e6))).not.toThrow()
      expect(() => rule(`${'a'.repeat(2e6)}!`)).not.toThrow()
    }
  })
})

test('names to be completed may end in a hyphen', () => {
  expect(names.nameIsDNSLabel('web-', true)).toEqual([])
  expect(names.nameIsDNSLabel('web-', false)).toEqual([LABEL])
  expect(names.nameIsDNSSubdomain('-', true)).toEqual([SUBDOMAIN])
  expect(names.pathSegmentName('..', true)).toEqual([])
})

test('numbers out of their range are refused with the range', () => {
  expect(names.isValidPortNum(0)).toEqual(['must be between 1 and 65535, inclusive'])
  expect(names.isInRange(3, 1, 3)).toEqual([])
  expect(names.isValidUserID(-1)).toEqual(['must be between 0 and 2147483647, inclusive'])
})

test('fully qualified names have three segments, domains may end in a dot', () => {
  const at = path('name')
  expect(names.isFullyQualifiedName(at, 'a.b').map(errorText)).toEqual([
    'name: Invalid value: "a.b": should be a domain with at least three segments separated by dots',
  ])
  expect(names.isFullyQualifiedDomainName(at, 'a.b.')).toEqual([])
  expect(names.isFullyQualifiedDomainName(at, '').map(errorText)).toEqual(['name: Required value'])
  expect(names.isFullyQualifiedDomainName(at, `${'a'.repeat(64)}.b`).map(errorText)).toEqual([
    `name: Invalid value: "${'a'.repeat(64)}": must be no more than 63 characters`,
  ])
  expect(names.isDomainPrefixedPath(at, 'acme.io/foo bar').map(errorText)).toEqual([
    `name: Invalid value: "foo bar": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')`,
  ])
  expect(names.isDomainPrefixedPath(at, '/foo').map(errorText)).toEqual([
    'name: Invalid value: "/foo": must be a domain-prefixed path (such as "acme.io/foo")',
  ])
})
