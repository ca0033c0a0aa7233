/** The signals of lifecycle.stopSignal on Linux, in the order of the API server's message (sorted as text). */
export const LINUX_SIGNALS: readonly string[] = [
  ...['ABRT', 'ALRM', 'BUS', 'CHLD', 'CLD', 'CONT', 'FPE', 'HUP', 'ILL', 'INT', 'IO', 'IOT', 'KILL', 'PIPE', 'POLL'],
  ...['PROF', 'PWR', 'QUIT', 'RTMAX', ...realTime('RTMAX-', 14), 'RTMIN', ...realTime('RTMIN+', 15)],
  ...['SEGV', 'STKFLT', 'STOP', 'SYS', 'TERM', 'TRAP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'USR1', 'USR2'],
  ...['VTALRM', 'WINCH', 'XCPU', 'XFSZ'],
].map(name => `SIG${name}`)

export const WINDOWS_SIGNALS: readonly string[] = ['SIGKILL', 'SIGTERM']

function realTime(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`).sort()
}
