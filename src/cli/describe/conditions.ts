import type { PrefixWriter } from './prefix-writer.ts'
import { rfc1123z } from './times.ts'

interface Condition {
  type: string
  status: string
  reason?: string
  message?: string
  lastTransitionTime?: string | null
}

/** The conditions of a workload, with their reasons; nothing without any. */
export function writeReasons(w: PrefixWriter, conditions: readonly Condition[] = []): void {
  if (conditions.length === 0) return
  w.write(0, 'Conditions:\n  Type\tStatus\tReason\n')
  w.write(1, '----\t------\t------\n')
  for (const { type, status, reason } of conditions) w.write(1, `${type} \t${status}\t${reason ?? ''}\n`)
}

/** Conditions with the time of their last transition, reasons and messages. */
export function writeTransitions(w: PrefixWriter, conditions: readonly Condition[]): void {
  w.write(0, 'Conditions:\n')
  w.write(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage\n')
  w.write(1, '----\t------\t------------------\t------\t-------\n')
  for (const { type, status, lastTransitionTime, reason, message } of conditions) {
    w.write(1, `${type}\t${status}\t${rfc1123z(lastTransitionTime)}\t${reason ?? ''}\t${message ?? ''}\n`)
  }
}
