import { readdirSync } from 'node:fs'
import { metricHead } from './series.ts'

/** What Prometheus' clients tell of the process they are in. */
export function processMetrics(): string {
  const { user, system } = process.cpuUsage()
  const metrics: [name: string, type: 'counter' | 'gauge', help: string, value: number | undefined][] = [
    ['process_cpu_seconds_total', 'counter', 'Total user and system CPU time spent in seconds.', (user + system) / 1e6],
    ['process_open_fds', 'gauge', 'Number of open file descriptors.', openFiles()],
    ['process_resident_memory_bytes', 'gauge', 'Resident memory size in bytes.', process.memoryUsage.rss()],
    [
      'process_start_time_seconds',
      'gauge',
      'Start time of the process since unix epoch in seconds.',
      Math.round(performance.timeOrigin) / 1000,
    ],
  ]
  return metrics
    .map(([name, type, help, value]) =>
      value === undefined ? '' : `${metricHead(name, type, help)}${name} ${value}\n`,
    )
    .join('')
}

/** undefined where the operating system does not tell. */
function openFiles(): number | undefined {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return undefined
  }
}
