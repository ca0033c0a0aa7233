import type { Taint, Toleration } from '../api/types.gen.ts'

/** Whether a toleration covers a taint (ToleratesTaint): an empty key or effect covers all of them. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  switch (toleration.operator || 'Equal') {
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '')
    case 'Exists':
      return true
    case 'Lt':
      return compares(taint, toleration, (a, b) => a < b)
    case 'Gt':
      return compares(taint, toleration, (a, b) => a > b)
    default:
      return false
  }
}

/** The first taint with one of the effects that no toleration covers. */
export function untoleratedTaint(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
  effects: readonly string[],
): Taint | undefined {
  return taints?.find(taint => effects.includes(taint.effect) && !tolerations?.some(t => tolerates(t, taint)))
}

function compares(taint: Taint, toleration: Toleration, holds: (a: number, b: number) => boolean): boolean {
  const [a, b] = [taint.value ?? '', toleration.value ?? '']
  return /^-?\d+$/.test(a) && /^-?\d+$/.test(b) && holds(Number(a), Number(b))
}
