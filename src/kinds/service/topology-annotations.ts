/** How topology-aware routing was asked for before spec.trafficDistribution, by the older name and the newer. */
export const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints'
export const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode'
