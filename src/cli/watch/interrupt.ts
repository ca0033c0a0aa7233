/**
 * From now on, being interrupted ends the process quietly, with the status that kubectl has for it while it watches (1, not that of a signal).
 * What has been said is on its way already: whoever watches shows every line at once.
 */
export function endQuietlyWhenInterrupted(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
}
