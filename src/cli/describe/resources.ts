import type { ResourceRequirements } from '../../api/types.gen.ts'
import { canonicalQuantity } from '../../apimachinery/quantity.ts'
import type { PrefixWriter } from './prefix-writer.ts'

/** Limits and requests of a container or a pod, sorted by name; sections without entries are left out. */
export function writeResources(w: PrefixWriter, level: number, resources: ResourceRequirements | undefined): void {
  writeResourceList(w, level, 'Limits', resources?.limits)
  writeResourceList(w, level, 'Requests', resources?.requests)
}

function writeResourceList(
  w: PrefixWriter,
  level: number,
  title: string,
  list: Record<string, string> | undefined,
): void {
  const names = Object.keys(list ?? {}).sort()
  if (names.length > 0) w.write(level, `${title}:\n`)
  for (const name of names) w.write(level + 1, `${name}:\t${canonicalQuantity(list![name]!)}\n`)
}
