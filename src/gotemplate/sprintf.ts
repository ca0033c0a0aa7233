/** fmt.Sprint, Sprintln and Sprintf for the values of templates. */
import { formatValue } from './format.ts'
import { asInt, goType } from './values.ts'
import { formatVerb, PLAIN, type Spec } from './verb.ts'

/** fmt.Sprint: a blank between two operands where neither is a string. */
export function sprint(values: unknown[]): string {
  return values
    .map((value, i) => {
      const blank = i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string'
      return `${blank ? ' ' : ''}${formatValue(value)}`
    })
    .join('')
}

/** fmt.Sprintln: a blank between all operands and a line break at the end. */
export function sprintln(values: unknown[]): string {
  return `${values.map(formatValue).join(' ')}\n`
}

/** fmt.Sprintf with all of its flags, widths, argument indexes and its notes on wrong ones ("%!d(string=x)", "%!(EXTRA …)"). */
export function sprintf(format: string, values: unknown[]): string {
  return new Printf(format, values).run()
}

class Printf {
  private at = 0
  private argument = 0
  private reordered = false
  private badIndex = false

  constructor(
    private readonly format: string,
    private readonly values: unknown[],
  ) {}

  run(): string {
    let out = ''
    let everReordered = false
    while (this.at < this.format.length) {
      const percent = this.format.indexOf('%', this.at)
      if (percent < 0) {
        out += this.format.slice(this.at)
        break
      }
      out += this.format.slice(this.at, percent)
      this.at = percent + 1
      this.reordered = false
      out += this.directive()
      everReordered ||= this.reordered
    }
    const extra = this.values.slice(this.argument)
    if (everReordered || extra.length === 0) return out
    return `${out}%!(EXTRA ${extra.map(value => (value === null ? '<nil>' : `${goType(value)}=${formatValue(value)}`)).join(', ')})`
  }

  private directive(): string {
    const spec: Spec = { ...PLAIN }
    this.badIndex = false
    this.flags(spec)
    this.argumentIndex()
    let notes = this.width(spec)
    notes += this.precision(spec)
    this.argumentIndex()
    if (this.at >= this.format.length) return `${notes}%!(NOVERB)`
    const verb = String.fromCodePoint(this.format.codePointAt(this.at)!)
    this.at += verb.length
    if (verb === '%') return `${notes}%`
    if (this.badIndex) return `${notes}%!${verb}(BADINDEX)`
    if (this.argument >= this.values.length) return `${notes}%!${verb}(MISSING)`
    return notes + formatVerb(spec, verb, this.values[this.argument++])
  }

  private flags(spec: Spec): void {
    for (; ; this.at++) {
      switch (this.format[this.at]) {
        case '-':
          spec.minus = true
          break
        case '+':
          spec.plus = true
          break
        case '#':
          spec.sharp = true
          break
        case ' ':
          spec.space = true
          break
        case '0':
          spec.zero = true
          break
        default:
          return
      }
    }
  }

  /** Reads [n], which makes the n-th operand the next one. */
  private argumentIndex(): void {
    if (this.format[this.at] !== '[') return
    this.reordered = true
    const close = this.format.indexOf(']', this.at)
    const index = close < 0 ? '' : this.format.slice(this.at + 1, close)
    this.at = close < 0 ? this.at + 1 : close + 1
    const number = /^[0-9]+$/.test(index) ? Number(index) : 0
    if (number < 1 || number > this.values.length) this.badIndex = true
    else this.argument = number - 1
  }

  private digits(): number | undefined {
    const start = this.at
    while (/[0-9]/.test(this.format[this.at] ?? '')) this.at++
    return this.at > start ? Number(this.format.slice(start, this.at)) : undefined
  }

  private star(): number | undefined {
    this.at++
    const value = asInt(this.values[this.argument])
    if (this.argument < this.values.length) this.argument++
    return value !== undefined && Math.abs(value) <= 1e6 ? value : undefined
  }

  private width(spec: Spec): string {
    if (this.format[this.at] !== '*') {
      spec.width = this.digits()
      return ''
    }
    const width = this.star()
    if (width === undefined) return '%!(BADWIDTH)'
    spec.width = Math.abs(width)
    if (width < 0) spec.minus = true
    return ''
  }

  private precision(spec: Spec): string {
    if (this.format[this.at] !== '.') return ''
    this.at++
    this.argumentIndex()
    if (this.format[this.at] !== '*') {
      spec.precision = this.digits() ?? 0
      return ''
    }
    const precision = this.star()
    if (precision === undefined || precision < 0) return precision === undefined ? '%!(BADPREC)' : ''
    spec.precision = precision
    return ''
  }
}
