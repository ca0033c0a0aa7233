/** The labels of a series, in the order in which they are written. */
export type Labels = Readonly<Record<string, string>>

/** `name{a="b"}` as Prometheus' text format has it. */
export function seriesName(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escapeValue(value)}"`)
  return pairs.length ? `${name}{${pairs.join(',')}}` : name
}

function escapeValue(value: string): string {
  return value.replace(/[\\"\n]/g, c => (c === '\n' ? '\\n' : `\\${c}`))
}

/** The lines that stand above the series of a metric. */
export function metricHead(name: string, type: 'counter' | 'gauge' | 'histogram', help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
}

/** How many values there were up to each of some bounds. */
export class Histogram {
  private readonly counts: number[]
  private count = 0
  private sum = 0

  constructor(private readonly bounds: readonly number[]) {
    this.counts = bounds.map(() => 0)
  }

  observe(value: number): void {
    this.count++
    this.sum += value
    const at = this.bounds.findIndex(bound => value <= bound)
    if (at >= 0) this.counts[at]!++
  }

  /** The series of the histogram. */
  text(name: string, labels: Labels): string {
    let below = 0
    const lines = this.bounds.map((bound, i) => {
      below += this.counts[i]!
      return `${seriesName(`${name}_bucket`, { ...labels, le: String(bound) })} ${below}\n`
    })
    lines.push(`${seriesName(`${name}_bucket`, { ...labels, le: '+Inf' })} ${this.count}\n`)
    lines.push(`${seriesName(`${name}_sum`, labels)} ${this.sum}\n`)
    lines.push(`${seriesName(`${name}_count`, labels)} ${this.count}\n`)
    return lines.join('')
  }
}
