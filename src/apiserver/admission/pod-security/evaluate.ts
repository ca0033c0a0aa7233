import type { ObjectMeta, PodSpec } from '../../../api/types.gen.ts'
import { BASELINE_CHECKS } from './baseline-checks.ts'
import type { LevelVersion } from './policy.ts'
import { RESTRICTED_CHECKS } from './restricted-checks.ts'
import type { Check, CheckPod, Violation } from './violation.ts'

/** What a level in the form that it had in a version has against a pod, in the order in which it is reported. */
export function violationsOf({ level, version }: LevelVersion, metadata: ObjectMeta, spec: PodSpec): Violation[] {
  if (level === 'privileged') return []
  const minor = version === 'latest' ? Number.POSITIVE_INFINITY : version
  const restricted = level === 'restricted' ? RESTRICTED_CHECKS.filter(check => inVersion(check, minor)) : []
  const baseline = BASELINE_CHECKS.filter(({ id }) => !restricted.some(check => check.overrides === id))
  return [...baseline, ...restricted].flatMap(check => inVersion(check, minor)?.(metadata, spec) ?? [])
}

function inVersion({ versions }: Check, minor: number): CheckPod | undefined {
  return versions.findLast(({ since }) => since <= minor)?.check
}

/** All of it in one line, with the details. */
export function detailText(violations: readonly Violation[]): string {
  return violations.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`)).join(', ')
}

/** All of it in one line, without the details: what many pods may have in common. */
export function reasonText(violations: readonly Violation[]): string {
  return violations.map(({ reason }) => reason).join(', ')
}
