import type { EndpointSlice, Endpoints } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { ControllerContext } from '../controller.ts'
import { endpointKey, sameEndpoint } from '../endpointslice/endpoint-key.ts'
import { ENDPOINT_SLICES, MANAGED_BY, SERVICE_NAME } from '../service-endpoints/slice-labels.ts'
import { slicePorts } from '../service-endpoints/slice-ports.ts'
import { noteWritten } from '../service-endpoints/slice-tracker.ts'
import { LAST_CHANGE_TRIGGER_TIME } from '../service-endpoints/trigger-times.ts'
import { type DesiredMirror, desiredMirrors, mirrorKey } from './desired.ts'

export const CONTROLLER_NAME = 'endpointslicemirroring-controller.k8s.io'
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** Writes whatever makes the mirrored slices say what hand-made Endpoints say: one slice for each address type and set of ports. */
export function reconcileMirrors(
  endpoints: Endpoints,
  existing: readonly EndpointSlice[],
  context: ControllerContext,
): void {
  const { mirrors, skipped } = desiredMirrors(endpoints)
  const byKey = new Map<string, EndpointSlice[]>()
  for (const slice of existing) {
    const key = mirrorKey(slice.addressType, slicePorts(slice.ports ?? []).key)
    byKey.set(key, [...(byKey.get(key) ?? []), slice])
  }
  const create: EndpointSlice[] = []
  const update: EndpointSlice[] = []
  const remove: EndpointSlice[] = []
  for (const [key, mirror] of mirrors) {
    const [first, ...others] = byKey.get(key) ?? []
    remove.push(...others)
    if (!first) create.push(mirrorSlice(endpoints, mirror))
    else if (!saysTheSame(first, mirror, endpoints)) update.push(mirrorSlice(endpoints, mirror, first.metadata.name!))
  }
  for (const [key, slices] of byKey) if (!mirrors.has(key)) remove.push(...slices)
  recycle(create, update, remove)
  for (const slice of create) noteWritten(context.create(ENDPOINT_SLICES, slice), context)
  for (const slice of update) noteWritten(context.update(ENDPOINT_SLICES, slice), context)
  for (const slice of remove) context.delete(ENDPOINT_SLICES, slice.metadata.namespace ?? '', slice.metadata.name!)
  if (skipped && create.length + update.length) reportSkipped(endpoints, skipped, context)
}

/** Slices to delete are made those to create of the same address type. */
function recycle(create: EndpointSlice[], update: EndpointSlice[], remove: EndpointSlice[]): void {
  for (let i = create.length - 1; i >= 0; i--) {
    const slice = create[i]!
    const at = remove.findIndex(r => r.addressType === slice.addressType)
    if (at < 0) continue
    const [old] = remove.splice(at, 1)
    create.splice(i, 1)
    update.push({ ...slice, metadata: { ...slice.metadata, name: old!.metadata.name! } })
  }
}

function mirrorSlice(endpoints: Endpoints, mirror: DesiredMirror, name?: string): EndpointSlice {
  const { namespace = '', name: owner = '', uid = '' } = endpoints.metadata
  const annotations = mirroredAnnotations(endpoints)
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...(name === undefined ? { generateName: `${owner}-` } : { name }),
      namespace,
      labels: { ...endpoints.metadata.labels, [SERVICE_NAME]: owner, [MANAGED_BY]: CONTROLLER_NAME },
      ...(Object.keys(annotations).length ? { annotations } : {}),
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Endpoints', name: owner, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    addressType: mirror.addressType,
    endpoints: [...mirror.endpoints.values()],
    ports: mirror.ports,
  }
}

function saysTheSame(slice: EndpointSlice, mirror: DesiredMirror, endpoints: Endpoints): boolean {
  const { [SERVICE_NAME]: _, [MANAGED_BY]: __, ...labels } = slice.metadata.labels ?? {}
  const current = slice.endpoints ?? []
  return (
    current.length === mirror.endpoints.size &&
    current.every(endpoint => {
      const wanted = mirror.endpoints.get(endpointKey(endpoint))
      return wanted !== undefined && sameEndpoint(wanted, endpoint)
    }) &&
    equal(labels, endpoints.metadata.labels ?? {}) &&
    equal(slice.metadata.annotations ?? {}, mirroredAnnotations(endpoints))
  )
}

function mirroredAnnotations(endpoints: Endpoints): Record<string, string> {
  const { [LAST_CHANGE_TRIGGER_TIME]: _, [LAST_APPLIED]: __, ...annotations } = endpoints.metadata.annotations ?? {}
  return annotations
}

function reportSkipped(endpoints: Endpoints, skipped: number, context: ControllerContext): void {
  context.event({
    about: endpoints,
    type: 'Warning',
    reason: 'TooManyAddressesToMirror',
    message: `A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. ${skipped} addresses were skipped`,
    component: 'endpoint-slice-mirroring-controller',
  })
}
