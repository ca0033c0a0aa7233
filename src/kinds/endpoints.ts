import type { Endpoints } from '../api/types.gen.ts'
import { warningsForIP } from '../apimachinery/net/validation.ts'
import { path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { endpointsRow } from './endpoints/row.ts'
import { validateEndpoints } from './endpoints/validation.ts'
import { kind } from './kind.ts'

/** Endpoints, the deprecated way of saying where a service's traffic goes; stored as given. */
export const endpoints = kind<Endpoints>({
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  resource: 'endpoints',
  namespaced: true,
  storagePrefix: 'services/endpoints',
  validateName: nameIsDNSSubdomain,
  deprecationWarning: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  allowCreateOnUpdate: true,
  setDefaults(endpoints) {
    for (const subset of endpoints.subsets ?? [])
      for (const port of subset.ports ?? []) if (!port.protocol) port.protocol = 'TCP'
  },
  validate: endpoints => validateEndpoints(endpoints),
  validateUpdate: endpoints => validateEndpoints(endpoints),
  warnings: endpoints => addressWarnings(endpoints),
  row: endpointsRow,
})

/** Addresses that are written in an unusual way. The controllers' own never are. */
function addressWarnings({ metadata, subsets = [] }: Endpoints): string[] {
  if (metadata.labels?.['endpoints.kubernetes.io/managed-by'] === 'endpoint-controller') return []
  return subsets.flatMap((subset, i) =>
    (['addresses', 'notReadyAddresses'] as const).flatMap(list =>
      (subset[list] ?? []).flatMap(({ ip }, j) =>
        warningsForIP(path('subsets').index(i).child(list).index(j).child('ip'), ip),
      ),
    ),
  )
}
