/** The time as metav1.Time has it in JSON, to the second: `2026-11-22T17:00:00Z`. */
export function formatTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

/** The time as metav1.MicroTime has it in JSON, with six digits after the second. */
export function formatMicroTime(date: Date): string {
  return `${date.toISOString().slice(0, 23)}000Z`
}
