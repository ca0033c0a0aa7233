import type { Pod, ResourceV1ResourceClaim as ResourceClaim } from '../../api/types.gen.ts'
import type { ControllerContext } from '../../controllers/controller.ts'
import type { Plugin, Rejection } from './plugin.ts'

const CLAIMS = 'resourceclaims.resource.k8s.io'
const CLASSES = 'deviceclasses.resource.k8s.io'
export const DYNAMIC_RESOURCES = 'DynamicResources'

const reject = (reason: string): Rejection => ({ plugin: DYNAMIC_RESOURCES, reasons: [reason], unresolvable: true })
const CANNOT_ALLOCATE = reject('cannot allocate all claims')

/** Whether all claims of a pod are there; a pod is not tried before (PreEnqueue). */
export function hasItsClaims(pod: Pod, context: ControllerContext): boolean {
  return claimsOf(pod, context).every(claim => claim !== undefined)
}

/**
 * Keeps pods from nodes that have not the devices that they claim. No driver runs in this cluster that could prepare a device, so that
 * nothing is allocated here: a pod runs when its claims have been allocated by somebody else. Source: plugins/dynamicresources.
 */
export const dynamicResources: Plugin = {
  name: DYNAMIC_RESOURCES,
  preFilter({ pod, context }) {
    for (const claim of unallocated(pod, context)) {
      for (const { name, exactly, firstAvailable = [] } of claim.spec.devices?.requests ?? []) {
        const requests = [
          ...(exactly ? [{ name, deviceClassName: exactly.deviceClassName }] : []),
          ...firstAvailable.map(request => ({ ...request, name: `${name}/${request.name}` })),
        ]
        const missing = requests.find(request => !context.get(CLASSES, '', request.deviceClassName))
        if (missing) return reject(`request ${missing.name}: device class ${missing.deviceClassName} does not exist`)
      }
    }
    return undefined
  },
  looksAround: true,
  filter: ({ pod, context }) => (unallocated(pod, context).length > 0 ? () => CANNOT_ALLOCATE : undefined),
}

function unallocated(pod: Pod, context: ControllerContext): ResourceClaim[] {
  return claimsOf(pod, context).filter(claim => claim !== undefined && !claim.status?.allocation) as ResourceClaim[]
}

function claimsOf(pod: Pod, context: ControllerContext): (ResourceClaim | undefined)[] {
  const made = pod.status?.resourceClaimStatuses ?? []
  return (pod.spec?.resourceClaims ?? []).map(({ name, resourceClaimName }) => {
    const claim = resourceClaimName ?? made.find(status => status.name === name)?.resourceClaimName
    return claim === undefined ? undefined : context.get<ResourceClaim>(CLAIMS, pod.metadata.namespace!, claim)
  })
}
