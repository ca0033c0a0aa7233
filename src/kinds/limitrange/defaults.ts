import type { LimitRangeItem } from '../../api/types.gen.ts'

/** A limit on containers with what follows from its other parts: max is the default limit, that the default request, or else min. */
export function completeLimit(item: LimitRangeItem): LimitRangeItem {
  if (item.type !== 'Container') return item
  const limit = { ...item.max, ...item.default }
  const request = { ...item.min, ...limit, ...item.defaultRequest }
  return {
    ...item,
    ...(Object.keys(limit).length > 0 && { default: limit }),
    ...(Object.keys(request).length > 0 && { defaultRequest: request }),
  }
}
