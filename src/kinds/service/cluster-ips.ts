import type { Service, ServiceSpec } from '../../api/types.gen.ts'
import { internalError, invalidObject } from '../../apimachinery/status.ts'
import { invalid, path } from '../../apimachinery/validation/field.ts'
import type { WriteContext } from '../kind.ts'
import { type AddressOwner, allocateAddress, allocateNextAddress, releaseAddress } from './ip-allocator.ts'
import { RANGE_FULL } from './port-allocator.ts'
import { isHeadless, needsClusterIP } from './service-type.ts'

/** Takes the addresses of a new service. Throws StatusError where one cannot be had. */
export function allocateClusterIPs(service: Service, context: WriteContext): void {
  const spec = service.spec!
  if (!hasClusterIPs(spec)) return
  const clusterIPs = [...(spec.clusterIPs ?? [])]
  // on an IPv4 cluster no service has more than one family here
  if (spec.ipFamilies?.length) clusterIPs[0] = takeAddress(service, clusterIPs[0] ?? '', context)
  spec.clusterIPs = clusterIPs
  if (clusterIPs[0]) spec.clusterIP = clusterIPs[0]
}

/** Takes or releases addresses where the type changes from or to ExternalName. Throws StatusError where none can be had. */
export function updateClusterIPs(service: Service, old: ServiceSpec, context: WriteContext): void {
  const spec = service.spec!
  if (!needsClusterIP(old)) allocateClusterIPs(service, context)
  else if (!needsClusterIP(spec)) releaseClusterIPs(old, context)
}

/** Gives back the addresses of a service that is no more or needs none any longer. */
export function releaseClusterIPs(spec: ServiceSpec, context: WriteContext): void {
  if (!hasClusterIPs(spec)) return
  for (const ip of spec.clusterIPs ?? []) releaseAddress(ip, context)
}

function hasClusterIPs(spec: ServiceSpec): boolean {
  return needsClusterIP(spec) && !isHeadless(spec)
}

function takeAddress(service: Service, wanted: string, context: WriteContext): string {
  const { name = '', namespace = '' } = service.metadata
  const owner: AddressOwner = { name, namespace }
  if (wanted === '') {
    const ip = allocateNextAddress(owner, context)
    if (ip === undefined) throw internalError(`failed to allocate a serviceIP: ${RANGE_FULL}`)
    return ip
  }
  const problem = allocateAddress(wanted, owner, context)
  if (problem)
    throw invalidObject('Service', '', name, [
      invalid(path('spec', 'clusterIPs'), service.spec!.clusterIPs, `failed to allocate IP ${wanted}: ${problem}`),
    ])
  return wanted
}
