import type { KubeObject } from '../../api/object.ts'
import type { LimitRange, LimitRangeItem } from '../../api/types.gen.ts'
import { canonicalQuantity } from '../../apimachinery/quantity.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'

const TITLES = 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n'
const RULES = '----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n'

/** kubectl describe (LimitRangeDescriber). */
export async function describeLimitRange(object: KubeObject): Promise<string> {
  const { metadata, spec } = object as LimitRange
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    w.write(0, TITLES)
    w.write(0, RULES)
    for (const item of spec?.limits ?? []) writeItem(w, item, '')
  })
}

/** The limit ranges of a namespace. */
export function writeLimitRanges(w: PrefixWriter, limitRanges: readonly LimitRange[]): void {
  if (limitRanges.length === 0) {
    w.write(0, 'No LimitRange resource.\n')
    return
  }
  w.write(0, `Resource Limits\n ${TITLES}`)
  w.write(0, ` ${RULES}`)
  for (const { spec } of limitRanges) for (const item of spec?.limits ?? []) writeItem(w, item, ' ')
}

/** One line a resource, sorted (kubectl's own order of them is random). */
function writeItem(w: PrefixWriter, item: LimitRangeItem, indent: string): void {
  const columns = [item.min, item.max, item.defaultRequest, item.default, item.maxLimitRequestRatio]
  const names = new Set(columns.flatMap(list => Object.keys(list ?? {})))
  for (const name of [...names].sort()) {
    const cells = columns.map(list => (list && Object.hasOwn(list, name) ? canonicalQuantity(list[name]!) : '-'))
    w.write(0, `${indent}${[item.type, name, ...cells].join('\t')}\n`)
  }
}
