import type { EndpointSlice } from '../../api/types.gen.ts'
import type { ControllerContext } from '../controller.ts'

/** The generation of each slice that a controller has just written itself, by uid. */
const written = new WeakMap<ControllerContext, Map<string, number>>()

/** Notes that this is the controller's own doing. */
export function noteWritten(slice: EndpointSlice, context: ControllerContext): void {
  let generations = written.get(context)
  if (!generations) {
    generations = new Map()
    written.set(context, generations)
  }
  generations.set(slice.metadata.uid!, slice.metadata.generation ?? 0)
}

/** Whether somebody else has had a hand in a changed slice, so that the controller must look at it. Own changes count once. */
export function isForeignChange(slice: EndpointSlice, context: ControllerContext): boolean {
  const generations = written.get(context)
  const generation = generations?.get(slice.metadata.uid!)
  if (generation === undefined) return true
  if (generation > (slice.metadata.generation ?? 0)) return false
  generations!.delete(slice.metadata.uid!)
  return generation !== slice.metadata.generation
}
