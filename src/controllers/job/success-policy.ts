import type { JobSpec, SuccessPolicyRule } from '../../api/types.gen.ts'
import { countIndexes, type Indexes, parseIndexes, unionOf } from './indexes.ts'

/** Why a job counts as successful by its success policy; undefined where no rule is met (matchSuccessPolicy). */
export function matchSuccessPolicy(spec: JobSpec, succeeded: Indexes): string | undefined {
  const met = (spec.successPolicy?.rules ?? []).findIndex(rule => isMet(rule, spec.completions ?? 0, succeeded))
  return met < 0 ? undefined : `Matched rules at index ${met}`
}

function isMet(rule: SuccessPolicyRule, completions: number, succeeded: Indexes): boolean {
  const { succeededCount: count, succeededIndexes } = rule
  if (succeededIndexes === undefined) return count !== undefined && countIndexes(succeeded) >= count
  const required = parseIndexes(succeededIndexes, completions)
  const done = countIndexes(required) + countIndexes(succeeded) - countIndexes(unionOf(required, succeeded))
  return done >= (count ?? countIndexes(required))
}
