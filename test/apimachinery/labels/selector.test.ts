import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  EVERYTHING,
  labelSelectorText,
  labelSelectorValue,
  matches,
  NOTHING,
  parseSelector,
  requiredValue,
  SelectorError,
  selectorFromLabelSelector,
  selectorFromSet,
  selectorText,
  validateLabelSelector,
} from '../../../src/apimachinery/labels/selector.ts'
import { errorText, path } from '../../../src/apimachinery/validation/field.ts'

function failure(text: string): string {
  try {
    return `parsed as ${selectorText(parseSelector(text))}`
  } catch (error) {
    return error instanceof SelectorError ? error.message : `threw ${error}`
  }
}

describe('parseSelector', () => {
  test.each([
    ['x in (c,a,b)', 'x in (a,b,c)'],
    ['b,a', 'a,b'],
    ['a in (,)', 'a in ()'],
    ['a in (x,,y)', 'a in (,x,y)'],
    ['a in ()', 'a in ()'],
    ['a=', 'a='],
    ['a=,b', 'a=,b'],
    ['in in (in)', 'in in (in)'],
    ['notin', 'notin'],
    ['!in', '!in'],
    ['a !=b', 'a!=b'],
    ['a in(x)', 'a in (x)'],
    [' \ta == b\n', 'a==b'],
    ['size>5, size<10', 'size>5,size<10'],
    ['', ''],
    ['a\0b', 'parse'],
  ])('%j is %j', (text, canonical) => {
    if (canonical === 'parse') expect(failure(text)).toContain("found 'b', expected:")
    else expect(selectorText(parseSelector(text))).toBe(canonical)
  })

  const operators = 'in, notin, =, ==, !=, gt, lt'
  test.each([
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['a in (x,', "unable to parse requirement: found '', expected: ',', or identifier"],
    ['a in (=)', "unable to parse requirement: found '=', expected: ',', ')' or identifier"],
    ['a in prod', "unable to parse requirement: found 'prod' expected: '('"],
    ['a in (x)b', "found 'b', expected: ',' or 'end of string'"],
    [',a', "found ',', expected: !, identifier, or 'end of string'"],
    ['a,', "found '', expected: identifier after ','"],
    ['a,)', "found ')', expected: identifier after ','"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    ['!!a', "unable to parse requirement: found '!', expected: identifier"],
    ['!a=b', "found '=', expected: ',' or 'end of string'"],
    ['a!', `unable to parse requirement: found '!', expected: ${operators}`],
    ['a(b)', `unable to parse requirement: found '(', expected: ${operators}`],
    ['a===b', "unable to parse requirement: found '=', expected: identifier"],
    [
      'a>x',
      `unable to parse requirement: values[0]: Invalid value: "x": for 'Gt', 'Lt' operators, the value must be an integer`,
    ],
    ['/b', 'unable to parse requirement: <nil>: Invalid value: "/b": prefix part must be non-empty'],
    [
      `a=${'a'.repeat(64)}`,
      `unable to parse requirement: values[0][a]: Invalid value: "${'a'.repeat(64)}": must be no more than 63 bytes`,
    ],
  ])('%j is refused', (text, message) => {
    expect(failure(text)).toBe(message)
  })

  test('joins the faults of a key', () => {
    expect(failure('b/')).toMatch(
      /^unable to parse requirement: <nil>: Invalid value: "b\/": name part must be non-empty; name part must consist of/,
    )
  })

  test('lists several broken rules once each', () => {
    expect(failure('a>é')).toMatch(
      /^unable to parse requirement: \[values\[0\]: Invalid value: "é": for .*, values\[0\]\[a\]: Invalid value: "é": a valid label must/,
    )
  })

  test('never throws anything else, and what it takes means the same when printed', () => {
    const word = fc.constantFrom(
      'a',
      'b/c',
      'in',
      'notin',
      '-',
      '5',
      'é',
      '__proto__',
      '\0',
      ' ',
      '=',
      '==',
      '!',
      '!=',
      '(',
      ')',
      ',',
      '<',
      '>',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 12 }).map(w => w.join('')),
        ),
        text => {
          let selector = EVERYTHING
          try {
            selector = parseSelector(text)
          } catch (error) {
            expect(error).toBeInstanceOf(SelectorError)
            return
          }
          const printed = selectorText(selector)
          expect(selectorText(parseSelector(printed))).toBe(printed)
        },
      ),
    )
  })

  test('reads long texts in linear time', () => {
    expect(failure(`${'a'.repeat(1e6)}=b`)).toContain('name part must be no more than 63 bytes')
    expect(failure(`a in (${'x,'.repeat(2e5)}`)).toContain('expected')
  })
})

describe('matches', () => {
  const labels = { app: 'web', env: 'dev', size: '10' }
  test.each([
    ['app=web', true],
    ['app==api', false],
    ['app!=web', false],
    ['tier!=front', true],
    ['env in (dev,prod)', true],
    ['env notin (dev)', false],
    ['tier notin (a)', true],
    ['app', true],
    ['!app', false],
    ['!tier', true],
    ['size>9', true],
    ['size>10', false],
    ['size<11', true],
    ['env>1', false],
    ['tier<1', false],
    ['app=web,env=prod', false],
    ['toString', false],
    ['!constructor', true],
  ])('%s: %s', (text, selected) => {
    expect(matches(parseSelector(text), labels)).toBe(selected)
  })

  test('keys that objects inherit are no labels, own ones are', () => {
    const own = JSON.parse('{"constructor":"x"}')
    expect(matches(parseSelector('constructor=x'), own)).toBe(true)
    expect(matches(selectorFromSet(own), { app: 'web' })).toBe(false)
  })

  test('everything and nothing', () => {
    expect(matches(EVERYTHING, undefined)).toBe(true)
    expect(matches(NOTHING, {})).toBe(false)
    expect(selectorFromLabelSelector(undefined)).toBe(NOTHING)
    expect(selectorFromLabelSelector({})).toBe(EVERYTHING)
    expect(selectorFromSet({})).toBe(EVERYTHING)
  })

  test('numbers beyond a double are compared exactly', () => {
    expect(matches(parseSelector('n>9007199254740992'), { n: '9007199254740993' })).toBe(true)
    expect(matches(parseSelector('n>1'), { n: '9223372036854775808' })).toBe(false)
  })
})

test('requiredValue answers what an index can look up', () => {
  const selector = parseSelector('app in (web),env in (a,b),tier!=x')
  expect(['app', 'env', 'tier', 'none'].map(key => requiredValue(selector, key))).toEqual([
    'web',
    undefined,
    undefined,
    undefined,
  ])
})

describe('LabelSelector', () => {
  const labelSelector = {
    matchLabels: { tier: 'front', app: 'web' },
    matchExpressions: [
      { key: 'env', operator: 'NotIn', values: ['prod', 'dev'] },
      { key: 'app', operator: 'Exists' },
      { key: 'old', operator: 'DoesNotExist' },
    ],
  }

  test('are printed as kubectl prints them, empty and broken ones too', () => {
    expect(labelSelectorText(labelSelector)).toBe('app=web,app,env notin (dev,prod),!old,tier=front')
    expect(labelSelectorText({})).toBe('<none>')
    expect(labelSelectorText(undefined)).toBe('<none>')
    expect(labelSelectorText({ matchExpressions: [{ key: 'a', operator: 'Like' }] })).toBe('<error>')
  })

  test('malformed ones are refused with the text of the requirement', () => {
    const broken = { matchExpressions: [{ key: 'a', operator: 'In' }] }
    expect(() => selectorFromLabelSelector(broken)).toThrow(
      "values: Invalid value: null: for 'in', 'notin' operators, values set can't be empty",
    )
  })

  test('is printed in errors as Go prints it', () => {
    const shuffled = {
      matchExpressions: [{ values: ['x'], operator: 'In', key: 'k' }],
      matchLabels: { b: '1', a: '2' },
    }
    expect(JSON.stringify(labelSelectorValue(shuffled))).toBe(
      '{"matchLabels":{"a":"2","b":"1"},"matchExpressions":[{"key":"k","operator":"In","values":["x"]}]}',
    )
  })

  test('is validated', () => {
    const errors = validateLabelSelector(
      {
        matchLabels: { 'a b': 'x' },
        matchExpressions: [
          { key: 'a', operator: 'In' },
          { key: 'b', operator: 'Exists', values: ['x y'] },
          { key: '', operator: 'Gt' },
        ],
      },
      path('spec', 'selector'),
    ).map(e => errorText(e).replace(/(part|label) .*/, '$1'))
    expect(errors).toEqual([
      'spec.selector.matchLabels: Invalid value: "a b": name part',
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      "spec.selector.matchExpressions[1].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      'spec.selector.matchExpressions[1].values[0]: Invalid value: "x y": a valid label',
      'spec.selector.matchExpressions[2].operator: Invalid value: "Gt": not a valid selector operator',
      'spec.selector.matchExpressions[2].key: Invalid value: "": name part',
      'spec.selector.matchExpressions[2].key: Invalid value: "": name part',
    ])
  })
})
