import { compareQuantities, quantitySign, subtractQuantities } from '../apimachinery/quantity.ts'
import type { ResourceList } from '../kinds/pod/resource-lists.ts'

export { addResources, type ResourceList } from '../kinds/pod/resource-lists.ts'

/** Of a list, the resources of those names. */
export function maskResources(list: ResourceList, names: Iterable<string>): ResourceList {
  const wanted = new Set(names)
  return Object.fromEntries(Object.entries(list).filter(([name]) => wanted.has(name)))
}

/** What `now` is more than `before`; nothing where it is less. */
export function increaseOf(now: ResourceList, before: ResourceList): ResourceList {
  return Object.fromEntries(
    Object.entries(now).map(([name, amount]) => {
      const had = Object.hasOwn(before, name) ? before[name]! : '0'
      return [name, compareQuantities(amount, had) > 0 ? subtractQuantities(amount, had) : '0']
    }),
  )
}

/** A list without the resources of which there is nothing. */
export function withoutZeros(list: ResourceList): ResourceList {
  return Object.fromEntries(Object.entries(list).filter(([, amount]) => quantitySign(amount) !== 0))
}

/** The resources of which `list` has more than `limits` allow, in the order of their names. */
export function exceededResources(list: ResourceList, limits: ResourceList): string[] {
  return Object.keys(list)
    .filter(name => Object.hasOwn(limits, name) && compareQuantities(list[name]!, limits[name]!) > 0)
    .sort()
}

/** A list in one line, as the quota's refusals print it. */
export function resourceListText(list: ResourceList): string {
  return Object.keys(list)
    .sort()
    .map(name => `${name}=${list[name]}`)
    .join(',')
}
