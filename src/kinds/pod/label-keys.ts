import type { LabelSelector, PodAffinity, PodAffinityTerm, PodSpec } from '../../api/types.gen.ts'

type Labels = Readonly<Record<string, string>>

/**
 * Adds what matchLabelKeys and mismatchLabelKeys say of this pod's labels to the selectors beside them, as the API server does
 * when a pod is made (applyMatchLabelKeysAndMismatchLabelKeys). Returns the same spec where there are none.
 */
export function withLabelKeys(spec: PodSpec, labels: Labels = {}): PodSpec {
  const { affinity, topologySpreadConstraints: constraints } = spec
  const changed: Partial<PodSpec> = {}
  const podAffinity = podAffinityOf(affinity?.podAffinity, labels)
  const podAntiAffinity = podAffinityOf(affinity?.podAntiAffinity, labels)
  if (podAffinity !== affinity?.podAffinity || podAntiAffinity !== affinity?.podAntiAffinity) {
    changed.affinity = { ...affinity, ...(podAffinity && { podAffinity }), ...(podAntiAffinity && { podAntiAffinity }) }
  }
  if (constraints?.some(c => c.matchLabelKeys?.length && c.labelSelector)) {
    changed.topologySpreadConstraints = constraints.map(c =>
      c.labelSelector ? { ...c, labelSelector: selectorOf(c.labelSelector, c.matchLabelKeys, [], labels) } : c,
    )
  }
  return Object.keys(changed).length ? { ...spec, ...changed } : spec
}

function podAffinityOf(affinity: PodAffinity | undefined, labels: Labels): PodAffinity | undefined {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: required,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  } = affinity ?? {}
  const has = (t: PodAffinityTerm | undefined) =>
    t?.labelSelector && (t.matchLabelKeys?.length || t.mismatchLabelKeys?.length)
  if (!required?.some(has) && !preferred?.some(t => has(t.podAffinityTerm))) return affinity
  return {
    ...affinity,
    ...(required && { requiredDuringSchedulingIgnoredDuringExecution: required.map(t => termOf(t, labels)) }),
    ...(preferred && {
      preferredDuringSchedulingIgnoredDuringExecution: preferred.map(t => ({
        ...t,
        podAffinityTerm: termOf(t.podAffinityTerm, labels),
      })),
    }),
  }
}

function termOf(term: PodAffinityTerm, labels: Labels): PodAffinityTerm {
  if (!term.labelSelector) return term
  return { ...term, labelSelector: selectorOf(term.labelSelector, term.matchLabelKeys, term.mismatchLabelKeys, labels) }
}

function selectorOf(
  selector: LabelSelector,
  match: readonly string[] = [],
  mismatch: readonly string[] = [],
  labels: Labels,
) {
  const requirements = (keys: readonly string[], operator: string) =>
    keys.filter(key => Object.hasOwn(labels, key)).map(key => ({ key, operator, values: [labels[key]!] }))
  const added = [...requirements(match, 'In'), ...requirements(mismatch, 'NotIn')]
  if (added.length === 0) return selector
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] }
}
