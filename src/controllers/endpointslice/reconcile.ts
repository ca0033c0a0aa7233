import type { EndpointSlice, Node, Pod, Service } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { ControllerContext } from '../controller.ts'
import { ENDPOINT_SLICES } from '../service-endpoints/slice-labels.ts'
import { slicePorts } from '../service-endpoints/slice-ports.ts'
import { noteWritten } from '../service-endpoints/slice-tracker.ts'
import { withTriggerTime } from '../service-endpoints/trigger-times.ts'
import { desiredEndpoints } from './desired.ts'
import { fillSlices, type SlicePlan } from './fill.ts'
import { reconcileHints } from './hints.ts'
import { newEndpointSlice, ownedBy, sliceLabels } from './new-slice.ts'
import { addTopologyHints, disabled, type HintedPlan, hintsByZone } from './topology-hints.ts'
import { wantsTopologyHints } from './topology-mode.ts'
import { zoneRatios } from './zone-allocations.ts'

/** What has led to a sync, as far as it matters. */
export interface SyncReasons {
  triggerTime: string | undefined
  /** Whether the service's topology mode has been changed. */
  modeChanged: boolean
}

/** Writes whatever makes the slices of a service say where its pods are. */
export function reconcileSlices(
  service: Service,
  pods: readonly Pod[],
  existing: readonly EndpointSlice[],
  { triggerTime, modeChanged }: SyncReasons,
  context: ControllerContext,
): void {
  const families = service.spec?.ipFamilies ?? []
  for (const family of families) {
    const ofFamily = existing.filter(slice => slice.addressType === family)
    const unhinted = planFamily(service, pods, ofFamily, family, context)
    const { plan, events } = withHints(unhinted, service, ofFamily, family, modeChanged, context)
    apply(plan, service, triggerTime, context)
    for (const event of events) context.event({ about: service, component: 'endpoint-slice-controller', ...event })
  }
  for (const slice of existing) if (!families.includes(slice.addressType)) deleteSlice(slice, context)
}

function planFamily(
  service: Service,
  pods: readonly Pod[],
  existing: readonly EndpointSlice[],
  addressType: string,
  context: ControllerContext,
): SlicePlan {
  const labels = sliceLabels(service)
  const plan: SlicePlan = { create: [], update: [], remove: existing.filter(slice => !ownedBy(slice, service)) }
  const byPorts = new Map<string, EndpointSlice[]>()
  for (const slice of existing) {
    if (!ownedBy(slice, service)) continue
    const { key } = slicePorts(slice.ports ?? [])
    const list = byPorts.get(key)
    if (list) list.push(slice)
    else byPorts.set(key, [slice])
  }
  const desired = desiredEndpoints(service, pods, addressType, context)
  for (const [key, group] of desired) {
    const part = fillSlices(byPorts.get(key) ?? [], group, labels, () => newEndpointSlice(service, addressType))
    plan.create.push(...part.create)
    plan.update.push(...part.update)
    plan.remove.push(...part.remove)
  }
  for (const [key, slices] of byPorts) if (!desired.has(key)) plan.remove.push(...slices)
  if (existing.length === plan.remove.length && plan.create.length === 0) keepPlaceholder(plan, service, addressType)
  return plan
}

/** The hints of the service's topology mode, or those of its trafficDistribution where it has no mode. */
function withHints(
  plan: SlicePlan,
  service: Service,
  existing: readonly EndpointSlice[],
  addressType: string,
  modeChanged: boolean,
  context: ControllerContext,
): HintedPlan {
  const wanted = wantsTopologyHints(service)
  const populated = wanted !== modeChanged && hintsByZone(existing).size > 0
  if (wanted) return addTopologyHints(plan, existing, addressType, zoneRatios(context.list<Node>('nodes')), populated)
  return {
    plan: reconcileHints(service.spec?.trafficDistribution, plan, existing),
    events: populated ? [disabled('Topology Aware Hints has been disabled', addressType)] : [],
  }
}

/** A service always has a slice; one without endpoints or ports stands in where there would be none. */
function keepPlaceholder(plan: SlicePlan, service: Service, addressType: string): void {
  const placeholder = newEndpointSlice(service, addressType)
  const [only] = plan.remove
  const isPlaceholder =
    plan.remove.length === 1 &&
    !only!.endpoints?.length &&
    !only!.ports?.length &&
    ownedBy(only!, service) &&
    equal(only!.metadata.labels, placeholder.metadata.labels)
  if (isPlaceholder) plan.remove = []
  else plan.create.push(placeholder)
}

/** Slices to delete are made those to create where both are there, then all is written. */
function apply(plan: SlicePlan, service: Service, triggerTime: string | undefined, context: ControllerContext): void {
  const create = [...plan.create]
  const update = [...plan.update]
  const remove: EndpointSlice[] = []
  for (const slice of plan.remove) {
    const replacement = ownedBy(slice, service) ? create.pop() : undefined
    if (replacement) update.push({ ...replacement, metadata: { ...replacement.metadata, name: slice.metadata.name! } })
    else remove.push(slice)
  }
  if (!service.metadata.deletionTimestamp)
    for (const slice of create) noteWritten(context.create(ENDPOINT_SLICES, stamped(slice, triggerTime)), context)
  for (const slice of update) noteWritten(context.update(ENDPOINT_SLICES, stamped(slice, triggerTime)), context)
  for (const slice of remove) deleteSlice(slice, context)
}

function stamped(slice: EndpointSlice, triggerTime: string | undefined): EndpointSlice {
  const annotations = withTriggerTime(slice.metadata.annotations, triggerTime)
  const metadata = { ...slice.metadata, annotations }
  if (Object.keys(annotations).length === 0) delete (metadata as EndpointSlice['metadata']).annotations
  return { ...slice, metadata }
}

function deleteSlice(slice: EndpointSlice, context: ControllerContext): void {
  context.delete(ENDPOINT_SLICES, slice.metadata.namespace ?? '', slice.metadata.name!)
}
