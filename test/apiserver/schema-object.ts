import fc from 'fast-check'
import type { Field, StructType, Type } from '../../src/schema/types.ts'

const TEXTS = [
  '',
  'a',
  'a-b',
  'A.b/c',
  '10.0.0.1',
  '10.0.0.0/8',
  '1Gi',
  '50%',
  'TCP',
  'Always',
  '__proto__',
  '*',
  'é\n',
  'v1',
  'x'.repeat(300),
]
const NUMBERS = [0, 1, -1, 80, 65536, 2147483647, -2147483648]
const QUANTITIES = ['0', '1', '-1', '1Gi', '0.5', '1e30', '100m']
const TIMES = ['2026-01-01T00:00:00Z', '9999-12-31T23:59:59Z']
/** Below this depth nothing is made that may be left out: some types hold themselves. */
const MAX_DEPTH = 8

/** Objects of a kind that fit its schema and mostly nothing else: what decoding lets through and validation has to look at. */
export function schemaObject(type: StructType, metadata: object): fc.Arbitrary<Record<string, unknown>> {
  return fc.gen().map(g => {
    const pick = <T>(values: readonly T[]): T => g(() => fc.constantFrom(...values))
    const isChosen = (of: number): boolean => g(fc.nat, of - 1) === 0

    function valueFor(type: Type, depth: number, field?: Field): unknown {
      switch (type.is) {
        case 'struct':
          return structOf(type, depth)
        case 'list':
          return depth > MAX_DEPTH || isChosen(3) ? [] : [valueFor(type.items, depth + 1, field)]
        case 'map':
          return depth > MAX_DEPTH || isChosen(3) ? {} : { [pick(TEXTS)]: valueFor(type.values, depth + 1) }
        case 'any':
          return pick([{}, 'x', 1, [], { a: { b: [1] } }])
        case 'string':
          return pick(field?.enum && !isChosen(4) ? field.enum : TEXTS)
        case 'int32':
        case 'int64':
        case 'double':
          return pick(NUMBERS)
        case 'bool':
          return isChosen(2)
        case 'bytes':
          return pick(['', 'YQ=='])
        case 'quantity':
          return pick(QUANTITIES)
        case 'intOrString':
          return pick([0, -1, '50%', '', 'http'])
        case 'time':
        case 'microTime':
          return pick(TIMES)
      }
    }

    function structOf({ fields }: StructType, depth: number): Record<string, unknown> {
      const made: Record<string, unknown> = {}
      for (const field of fields.values()) {
        const isMade = field.required ? !isChosen(10) : depth <= MAX_DEPTH && isChosen(depth < 2 ? 3 : 6)
        if (isMade) made[field.name] = valueFor(field.type, depth + 1, field)
      }
      return made
    }

    return { ...structOf(type, 0), metadata }
  })
}
