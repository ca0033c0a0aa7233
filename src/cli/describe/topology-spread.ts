import type { TopologySpreadConstraint } from '../../api/types.gen.ts'
import { labelSelectorText } from '../../apimachinery/labels/selector.ts'
import type { PrefixWriter } from './prefix-writer.ts'

/** Topology spread constraints, sorted by topology key; nothing without any. */
export function writeTopologySpread(
  w: PrefixWriter,
  constraints: readonly TopologySpreadConstraint[] = [],
  indent = '',
): void {
  if (constraints.length === 0) return
  const sorted = [...constraints].sort((a, b) => (a.topologyKey < b.topologyKey ? -1 : 1))
  w.write(0, `${indent}Topology Spread Constraints:\t`)
  for (const [i, constraint] of sorted.entries()) {
    if (i > 0) w.write(0, `${indent}\t`)
    const { topologyKey, whenUnsatisfiable, maxSkew, labelSelector } = constraint
    const selector = labelSelector ? ` for selector ${labelSelectorText(labelSelector)}` : ''
    w.write(0, `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}\n`)
  }
}
