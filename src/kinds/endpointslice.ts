import type { EndpointSlice } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import { warningsForIP } from '../apimachinery/net/validation.ts'
import { path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { endpointSliceRow } from './endpointslice/row.ts'
import { validateEndpointSlice, validateEndpointSliceUpdate } from './endpointslice/validation.ts'
import { nextGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'

/** The two lists are never left out of the JSON: an empty one is null there, as Go has it. */
type Stored = Omit<EndpointSlice, 'endpoints' | 'ports'> & {
  endpoints: EndpointSlice['endpoints'] | null
  ports: EndpointSlice['ports'] | null
}

const CONTROLLERS = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io']

/** Endpoint slices: their generation counts the changes of what they say and of their labels. */
export const endpointSlice = kind<EndpointSlice>({
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  resource: 'endpointslices',
  namespaced: true,
  storagePrefix: 'endpointslices',
  validateName: nameIsDNSSubdomain,
  setDefaults(slice) {
    const stored = slice as Stored
    if (!stored.endpoints?.length) stored.endpoints = null
    if (!stored.ports?.length) stored.ports = null
    for (const endpoint of slice.endpoints ?? []) endpoint.conditions ??= {}
    for (const port of slice.ports ?? []) {
      port.name ??= ''
      port.protocol ??= 'TCP'
    }
  },
  prepareForCreate(slice) {
    startGeneration(slice)
    dropTopology(slice)
  },
  prepareForUpdate(slice, old) {
    dropTopology(slice)
    const changed =
      slice.addressType !== old.addressType ||
      !equal(slice.endpoints, old.endpoints) ||
      !equal(slice.ports, old.ports) ||
      !equal(slice.metadata.labels ?? {}, old.metadata.labels ?? {})
    if (changed) nextGeneration(slice, old)
  },
  validate: slice => validateEndpointSlice(slice),
  validateUpdate: (slice, old) => validateEndpointSliceUpdate(slice, old),
  warnings: slice => sliceWarnings(slice),
  row: endpointSliceRow,
})

/** A field that only old clients wrote; the v1 API does not take it. */
function dropTopology(slice: EndpointSlice): void {
  for (const endpoint of slice.endpoints ?? [])
    if (endpoint.deprecatedTopology !== undefined) delete endpoint.deprecatedTopology
}

function sliceWarnings(slice: EndpointSlice): string[] {
  if (slice.addressType === 'FQDN') return ['spec.addressType: FQDN endpoints are deprecated']
  if (CONTROLLERS.includes(slice.metadata.labels?.['endpointslice.kubernetes.io/managed-by'] ?? '')) return []
  return (slice.endpoints ?? []).flatMap((endpoint, i) =>
    (endpoint.addresses ?? []).flatMap((address, j) =>
      warningsForIP(path('endpoints').index(i).child('addresses').index(j), address),
    ),
  )
}
