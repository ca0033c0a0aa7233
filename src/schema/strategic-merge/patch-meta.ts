import { goValueText } from '../go-value.ts'
import { jsonKind } from '../json-value.ts'
import { memberType } from '../schema.ts'
import { DEDUCED, type Type } from '../types.ts'
import { MergePatchError, noListOfLists } from './errors.ts'

/** How a field is patched. */
export interface PatchMeta {
  /** The type to go on with: of the map, or of the list's items. */
  type: Type
  strategy: 'merge' | 'replace' | ''
  retainKeys: boolean
  mergeKey: string
}

/** What the schema says of patching the field `key` of a value of `type`. Throws a MergePatchError for unknown fields. */
export function patchMeta(type: Type, key: string): PatchMeta {
  if (type.is === 'any') return { type: DEDUCED, strategy: '', retainKeys: false, mergeKey: '' }
  const member = memberType(type, key)
  if (member === undefined) {
    const struct = type.is === 'struct' ? type.goStruct : type.go
    throw new MergePatchError(`unable to find api field in struct ${struct} for the json field "${key}"`)
  }
  const field = type.is === 'struct' ? type.fields.get(key) : undefined
  const strategies = field?.patchStrategies ?? []
  return {
    type: member.is === 'list' ? member.items : member,
    strategy: strategies.includes('merge') ? 'merge' : strategies.includes('replace') ? 'replace' : '',
    retainKeys: strategies.includes('retainKeys'),
    mergeKey: field?.mergeKey ?? '',
  }
}

/** Whether lists hold maps or scalars; all items are of one type and none is a list. Throws a MergePatchError. */
export function elementKind(...lists: unknown[][]): 'map' | 'scalar' {
  let first: string | undefined
  for (const item of lists.flat()) {
    const kind = jsonKind(item)
    if (first === undefined && kind === 'list') throw noListOfLists()
    first ??= kind
    if (kind !== first) throw new MergePatchError(`list element types are not identical: ${goValueText(lists)}`)
  }
  return first === 'object' ? 'map' : 'scalar'
}
