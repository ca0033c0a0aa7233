/** The time as metav1.Time has it in JSON, to the second: `2026-11-22T17:00:00Z`. */
export function formatTime(date: Date): string {
  const second = Math.floor(date.getTime() / 1000)
  if (second !== lastSecond) {
    lastText = `${date.toISOString().slice(0, 19)}Z`
    lastSecond = second
  }
  return lastText
}

/** The second that was asked for last: everything that happens at once asks for the same. */
let lastSecond = Number.NaN
let lastText = ''

/** The time as metav1.MicroTime has it in JSON, with six digits after the second. */
export function formatMicroTime(date: Date): string {
  return `${date.toISOString().slice(0, 23)}000Z`
}
