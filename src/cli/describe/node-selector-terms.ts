import type { PrefixWriter } from './prefix-writer.ts'

interface Requirement {
  key: string
  operator: string
  values?: readonly string[]
}

/** The requirements of one term below each other: `Term 0:  zone in [a, b]`. */
export function writeTerm(w: PrefixWriter, level: number, title: string, requirements: readonly Requirement[]): void {
  w.write(level, `${title}:\t`)
  if (requirements.length === 0) w.writeLine('<none>')
  for (const [i, { key, operator, values }] of requirements.entries()) {
    if (i > 0) w.write(level, '\t')
    w.write(0, `${key} ${operator.toLowerCase()}${values?.length ? ` [${values.join(', ')}]` : ''}\n`)
  }
}
