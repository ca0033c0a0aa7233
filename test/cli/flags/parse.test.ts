import { expect, test } from 'vitest'
import { boolFlag, stringFlag, stringSliceFlag } from '../../../src/cli/flags/flag.ts'
import { FlagError, parseFlags } from '../../../src/cli/flags/parse.ts'

test('a deprecated flag works and is warned of', () => {
  const old = stringFlag('reorder', 'The order', { deprecated: 'use another.' })
  const { flags, warnings } = parseFlags(['--reorder=none'], [old])
  expect(flags.string('reorder')).toBe('none')
  expect(warnings).toEqual(['Flag --reorder has been deprecated, use another.'])
  expect(parseFlags([], [old]).warnings).toEqual([])
})

test('slices are read as CSV', () => {
  const slice = stringSliceFlag('types', 'Types')
  expect(parseFlags(['--types', '"a,b",c', '--types=d'], [slice]).flags.list('types')).toEqual(['a,b', 'c', 'd'])
  expect(() => parseFlags(['--types=a"b'], [slice])).toThrow(FlagError)
})

test('a short flag with nothing but an equals sign has that for its value', () => {
  const output = stringFlag('output', 'Format', { short: 'o' })
  const quiet = boolFlag('quiet', 'Less', { short: 'q' })
  expect(parseFlags(['-o='], [output]).flags.string('output')).toBe('=')
  expect(parseFlags(['-o=x'], [output]).flags.string('output')).toBe('x')
  expect(() => parseFlags(['-q='], [quiet])).toThrow("unknown shorthand flag: '=' in -=")
})
