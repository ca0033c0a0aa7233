import type { Service } from '../../api/types.gen.ts'
import type { Change } from '../../storage/store.ts'
import { type ControllerContext, objectKey } from '../controller.ts'

const DEPRECATED_HINTS = 'service.kubernetes.io/topology-aware-hints'
const MODE = 'service.kubernetes.io/topology-mode'

/** The services that have been given or deprived of their topology mode since their last sync. */
const changed = new WeakMap<ControllerContext, Set<string>>()

/** Whether a service wants its endpoints distributed over the zones (the topology mode Auto). */
export function wantsTopologyHints(service: Service): boolean {
  const annotations = service.metadata.annotations ?? {}
  const mode = annotations[DEPRECATED_HINTS] ?? annotations[MODE]
  return mode === 'Auto' || mode === 'auto'
}

/** The services that want so. */
export function servicesWithHints(context: ControllerContext): Service[] {
  const annotated = [DEPRECATED_HINTS, MODE].flatMap(name => context.byIndex<Service>('services', 'annotation', name))
  return [...new Set(annotated)].filter(wantsTopologyHints)
}

/** Looks at a change of a service before its sync. */
export function noteModeChange(change: Change, context: ControllerContext): void {
  const service = change.object as Service
  const before = change.old !== undefined && wantsTopologyHints(change.old as Service)
  if (before === wantsTopologyHints(service)) return
  const keys = changed.get(context) ?? new Set()
  changed.set(context, keys.add(objectKey(service)))
}

/** Whether the mode has changed since the last sync. */
export function takeModeChange(key: string, context: ControllerContext): boolean {
  return changed.get(context)?.delete(key) ?? false
}
