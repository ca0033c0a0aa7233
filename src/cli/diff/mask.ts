import type { KubeObject } from '../../api/object.ts'

type WithData = KubeObject & { data?: Record<string, unknown> }

const MASK = '***'
const BEFORE = '*** (before)'
const AFTER = '*** (after)'

/** Two versions of a Secret with their values hidden, but so that it is still to be seen which of them differ. */
export function masked(from: KubeObject | undefined, to: KubeObject): { from: KubeObject | undefined; to: KubeObject } {
  const before = dataOf(from)
  const after = dataOf(to)
  const differs = (key: string): boolean =>
    Object.hasOwn(before, key) && Object.hasOwn(after, key) && before[key] !== after[key]
  return {
    from: from && withData(from, key => (differs(key) ? BEFORE : MASK)),
    to: withData(to, key => (differs(key) ? AFTER : MASK)),
  }
}

const dataOf = (object: KubeObject | undefined): Record<string, unknown> => (object as WithData | undefined)?.data ?? {}

function withData(object: KubeObject, mask: (key: string) => string): KubeObject {
  const { data } = object as WithData
  if (!data) return object
  const hidden = Object.fromEntries(Object.keys(data).map(key => [key, mask(key)]))
  return { ...object, data: hidden } as WithData
}
