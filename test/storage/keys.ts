import fc from 'fast-check'

/** Parts of keys that have gone wrong somewhere: quotes, escapes, what sorts before a quote, other scripts, prefixes. */
const AWKWARD = [
  'a',
  'a!',
  'a b',
  'a"',
  'a":',
  'a\\',
  'a\\"',
  'aa',
  'a-1',
  'a.b',
  'a:b',
  'é',
  'ü',
  '日本',
  '😀',
  '\ufffd',
  '\n',
  '\u0000',
  '\u007f',
]
const SPECIAL = ['__proto__', 'constructor', 'toString', 'objects']

const part = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...AWKWARD) },
  { weight: 1, arbitrary: fc.constantFrom(...SPECIAL) },
  { weight: 2, arbitrary: fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }).map(s => s.replaceAll('/', '_')) },
)

/** Keys as etcd has them, of few folders so that they meet. */
export const keyArbitrary: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('/registry/pods/', '/registry/pods/a/', '/registry/pods/a!/', '/registry/podsé/', '/kubette/'),
    part,
  )
  .map(([folder, name]) => folder + name)

export const valueArbitrary: fc.Arbitrary<Record<string, unknown>> = fc.record({
  metadata: fc.record({ name: fc.string({ unit: 'binary', maxLength: 8 }) }),
  data: fc.dictionary(fc.constantFrom('a', '":{', '},\n"', 'é'), fc.string({ unit: 'binary', maxLength: 8 }), {
    maxKeys: 2,
  }),
})
