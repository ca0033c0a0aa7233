import type { EndpointSlice } from '../../api/types.gen.ts'
import type { Change } from '../../storage/store.ts'
import type { ControllerContext } from '../controller.ts'
import { MANAGED_BY, SERVICE_NAME } from './slice-labels.ts'

/** The generation of each slice that a controller has just written itself, by uid. */
const written = new WeakMap<ControllerContext, Map<string, number>>()

/** Notes that a slice, as stored, is the controller's own doing. */
export function noteWritten(slice: EndpointSlice, context: ControllerContext): void {
  let generations = written.get(context)
  if (!generations) {
    generations = new Map()
    written.set(context, generations)
  }
  generations.set(slice.metadata.uid!, slice.metadata.generation ?? 0)
}

/**
 * The keys of the services whose slices somebody else than this controller changed or deleted, gave it or took from it. What it wrote
 * itself need not be looked at again.
 */
export function keysOfForeignChange(change: Change, controllerName: string, context: ControllerContext): string[] {
  const slice = change.object as EndpointSlice
  const old = change.old as EndpointSlice | undefined
  const isManaged = slice.metadata.labels?.[MANAGED_BY] === controllerName
  if (!isManaged && old?.metadata.labels?.[MANAGED_BY] !== controllerName) return []
  if (change.type !== 'DELETED' && isManaged && isOwn(slice, context)) return []
  const names = new Set([slice, old].map(s => s?.metadata.labels?.[SERVICE_NAME]).filter(name => name !== undefined))
  return [...names].map(name => `${slice.metadata.namespace}/${name}`)
}

function isOwn(slice: EndpointSlice, context: ControllerContext): boolean {
  const generations = written.get(context)
  const generation = generations?.get(slice.metadata.uid!)
  if (generation === undefined) return false
  if (generation > (slice.metadata.generation ?? 0)) return true
  generations!.delete(slice.metadata.uid!)
  return generation === slice.metadata.generation
}
