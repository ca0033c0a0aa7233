/** Absent, null, no items, no keys, or only keys of that kind: what Go holds as nil or an empty struct. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (Array.isArray(value)) return value.length === 0
  if (typeof value !== 'object') return false
  for (const key of Object.keys(value)) {
    if (!isEmpty((value as Record<string, unknown>)[key])) return false
  }
  return true
}

function equalArrays(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => equal(item, b[i]))
}

function equalObjects(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  for (const key of Object.keys(a)) {
    if (!equal(a[key], Object.hasOwn(b, key) ? b[key] : undefined)) return false
  }
  for (const key of Object.keys(b)) {
    if (!Object.hasOwn(a, key) && !isEmpty(b[key])) return false
  }
  return true
}

/**
 * Whether two JSON values mean the same (apiequality.Semantic.DeepEqual): absent, null, [] and {} are alike, in any
 * depth. Where an empty object means something else than an absent one, as in a NetworkPolicy's namespaceSelector,
 * compare that field for itself.
 */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return isEmpty(a) && isEmpty(b)
  if (Array.isArray(a) && Array.isArray(b)) return equalArrays(a, b)
  if (Array.isArray(a) || Array.isArray(b)) return isEmpty(a) && isEmpty(b)
  return equalObjects(a as Record<string, unknown>, b as Record<string, unknown>)
}
