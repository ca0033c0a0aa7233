const KUBERNETES_VERSION = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/
const STAGES: Record<string, number> = { alpha: 0, beta: 1, '': 2 }

/**
 * Orders API versions, the best first: stable before beta before alpha, the newer before the older, and after all of them names of
 * another form, by the alphabet (CompareKubeAwareVersionStrings).
 */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [KUBERNETES_VERSION.exec(a), KUBERNETES_VERSION.exec(b)]
  if (!x && !y) return a < b ? -1 : a > b ? 1 : 0
  if (!x || !y) return x ? -1 : 1
  const stage = STAGES[y[2] ?? '']! - STAGES[x[2] ?? '']!
  return stage || Number(y[1]) - Number(x[1]) || Number(y[3] ?? 0) - Number(x[3] ?? 0)
}
