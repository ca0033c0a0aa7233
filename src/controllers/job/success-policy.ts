import type { JobSpec, SuccessPolicyRule } from '../../api/types.gen.ts'
import { parseIndexes } from './indexes.ts'

/** Why a job counts as successful by its success policy; undefined where no rule is met (matchSuccessPolicy). */
export function matchSuccessPolicy(spec: JobSpec, succeeded: ReadonlySet<number>): string | undefined {
  const met = (spec.successPolicy?.rules ?? []).findIndex(rule => isMet(rule, spec.completions ?? 0, succeeded))
  return met < 0 ? undefined : `Matched rules at index ${met}`
}

function isMet(rule: SuccessPolicyRule, completions: number, succeeded: ReadonlySet<number>): boolean {
  const { succeededCount: count, succeededIndexes } = rule
  if (succeededIndexes === undefined) return count !== undefined && succeeded.size >= count
  const required = [...parseIndexes(succeededIndexes, completions)]
  const done = required.filter(index => succeeded.has(index)).length
  return done >= (count ?? required.length)
}
