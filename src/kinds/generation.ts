import type { KubeObject } from '../api/object.ts'
import { equal } from '../apimachinery/equality.ts'

/** The object is the first of its generations. */
export function startGeneration({ metadata }: KubeObject): void {
  metadata.generation = 1
}

/** An object whose spec changes is of the next generation. */
export function bumpGeneration<T extends KubeObject & { spec?: unknown }>(object: T, old: T): void {
  if (!equal(object.spec, old.spec)) nextGeneration(object, old)
}

/** The object is of the generation after that of `old`. */
export function nextGeneration({ metadata }: KubeObject, old: KubeObject): void {
  metadata.generation = (old.metadata.generation ?? 0) + 1
}
