import { oneALine } from './discovery.mjs'

// What kubette's own controllers and allocators make in a new cluster is not copied.
const MADE_BY_CONTROLLERS = new Set(['Endpoints', 'EndpointSlice', 'IPAddress', 'ServiceAccount'])

/** The text of fresh-cluster.json. */
export function freshCluster(objects) {
  const kept = objects.filter(o => !MADE_BY_CONTROLLERS.has(o.kind) && o.metadata.name !== 'kube-root-ca.crt')
  return oneALine(kept)
}
