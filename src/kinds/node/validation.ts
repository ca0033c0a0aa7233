import type { Node } from '../../api/types.gen.ts'
import { isValidCIDRForLegacyField } from '../../apimachinery/net/validation.ts'
import { duplicate, type ErrorList, forbidden, invalid, path } from '../../apimachinery/validation/field.ts'
import { validateResources } from './resources.ts'
import { validateNodeTaints } from './taints.ts'

const POD_CIDR_CHANGED = 'node updates may not change podCIDR except from "" to valid'
const PROVIDER_ID_CHANGED = 'node updates may not change providerID except from "" to valid'

/** The errors of a new Node, without those of its metadata (ValidateNode). */
export function validateNode(node: Node): ErrorList {
  const errors: ErrorList = []
  // Taints are reported below metadata: that is the path which the API server has for them.
  errors.push(...validateNodeTaints(node.spec?.taints ?? [], path('metadata', 'taints')))
  errors.push(...validateResources(node))
  const cidrs = node.spec?.podCIDRs ?? (node.spec?.podCIDR ? [node.spec.podCIDR] : [])
  const at = path('spec', 'podCIDRs')
  cidrs.forEach((cidr, i) => {
    errors.push(...isValidCIDRForLegacyField(at.index(i), cidr))
  })
  if (cidrs.length > 2 || (cidrs.length === 2 && cidrs[0]!.includes(':') === cidrs[1]!.includes(':')))
    errors.push(invalid(at, cidrs, 'may specify no more than one CIDR for each IP family'))
  if (new Set(cidrs).size < cidrs.length) errors.push(duplicate(at, cidrs))
  return errors
}

/** The errors of a changed Node, whether by a plain or a status update (ValidateNodeUpdate). */
export function validateNodeUpdate(node: Node, old: Node): ErrorList {
  const errors = validateResources(node)
  const seen = new Set<string>()
  node.status?.addresses?.forEach((address, i) => {
    const pair = `${address.type} ${address.address}`
    if (seen.has(pair)) errors.push(duplicate(path('status', 'addresses').index(i), address))
    seen.add(pair)
  })
  const was = old.spec?.podCIDRs ?? []
  const now = node.spec?.podCIDRs ?? []
  if (was.length && (was.length !== now.length || was.some((cidr, i) => cidr !== now[i])))
    errors.push(forbidden(path('spec', 'podCIDRs'), POD_CIDR_CHANGED))
  if (old.spec?.providerID && old.spec.providerID !== node.spec?.providerID)
    errors.push(forbidden(path('spec', 'providerID'), PROVIDER_ID_CHANGED))
  errors.push(...validateNodeTaints(node.spec?.taints ?? [], path('metadata', 'taints')))
  if ((old.spec?.externalID ?? '') !== (node.spec?.externalID ?? ''))
    errors.push(forbidden(path('spec', 'externalID'), 'may not be updated'))
  return errors
}
