import type { CertificateSigningRequestCondition } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'

/** Conditions with the times that clients leave out: of the last update, and of the last change of their status. */
export function setConditionTimes(
  conditions: readonly CertificateSigningRequestCondition[],
  old: readonly CertificateSigningRequestCondition[],
  now: Date,
): CertificateSigningRequestCondition[] {
  const time = formatTime(now)
  return conditions.map(condition => {
    const before = old.find(c => c.type === condition.type && c.status === condition.status)
    return {
      ...condition,
      lastTransitionTime: condition.lastTransitionTime ?? before?.lastTransitionTime ?? time,
      lastUpdateTime: condition.lastUpdateTime ?? time,
    }
  })
}
