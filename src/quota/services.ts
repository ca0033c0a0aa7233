import type { Service } from '../api/types.gen.ts'
import { type Evaluator, objectCountName } from './evaluator.ts'

const RESOURCES = new Set([objectCountName('services'), 'services', 'services.nodeports', 'services.loadbalancers'])

/** Services: themselves, their node ports and load balancers. Source: pkg/quota/v1/evaluator/core/services.go. */
export const serviceEvaluator: Evaluator = {
  matches: name => RESOURCES.has(name),
  chargesUpdates: true,
  usage(object) {
    const service = object as Service
    return {
      [objectCountName('services')]: '1',
      services: '1',
      'services.loadbalancers': service.spec?.type === 'LoadBalancer' ? '1' : '0',
      'services.nodeports': String(nodePorts(service)),
    }
  },
}

/** What is asked for counts, since node ports are not allocated yet when a service is admitted. */
function nodePorts({ spec }: Service): number {
  const ports = spec?.ports ?? []
  if (spec?.type === 'NodePort') return ports.length
  if (spec?.type !== 'LoadBalancer') return 0
  return spec.allocateLoadBalancerNodePorts === false ? ports.filter(p => p.nodePort).length : ports.length
}
