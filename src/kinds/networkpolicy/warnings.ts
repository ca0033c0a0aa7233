import type { NetworkPolicy, NetworkPolicyPeer } from '../../api/types.gen.ts'
import { warningsForCIDR } from '../../apimachinery/net/validation.ts'
import { type FieldPath, path } from '../../apimachinery/validation/field.ts'

/** Warnings of ranges that are written in an unusual way. */
export function networkPolicyWarnings({ spec }: NetworkPolicy): string[] {
  const at = path('spec')
  return [
    ...(spec?.ingress ?? []).flatMap(({ from }, i) => peerWarnings(from, at.child('ingress').index(i).child('from'))),
    ...(spec?.egress ?? []).flatMap(({ to }, i) => peerWarnings(to, at.child('egress').index(i).child('to'))),
  ]
}

function peerWarnings(peers: readonly NetworkPolicyPeer[] | undefined, at: FieldPath): string[] {
  return (peers ?? []).flatMap(({ ipBlock }, i) => {
    if (!ipBlock) return []
    const block = at.index(i).child('ipBlock')
    const except = (ipBlock.except ?? []).flatMap((cidr, j) => warningsForCIDR(block.child('except').index(j), cidr))
    return [...warningsForCIDR(block.child('cidr'), ipBlock.cidr), ...except]
  })
}
