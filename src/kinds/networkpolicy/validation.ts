import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../api/types.gen.ts'
import { validateLabelSelector } from '../../apimachinery/labels/selector.ts'
import { cidrContains, cidrFirst, parseCIDR } from '../../apimachinery/net/cidr.ts'
import { isValidCIDRForLegacyField } from '../../apimachinery/net/validation.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { isValidPortName, isValidPortNum } from '../../apimachinery/validation/names.ts'

const PROTOCOLS = ['TCP', 'UDP', 'SCTP']
const POLICY_TYPES = ['Egress', 'Ingress']

/** The errors of a policy (ValidateNetworkPolicySpec); ranges that the stored one has are let through. */
export function validateNetworkPolicy({ spec = {} }: NetworkPolicy, old?: NetworkPolicy): ErrorList {
  const at = path('spec')
  const known = old ? ranges(old) : []
  const errors = validateLabelSelector(spec.podSelector, at.child('podSelector'))
  spec.ingress?.forEach(({ ports, from }, i) => {
    const rule = at.child('ingress').index(i)
    errors.push(...validatePorts(ports, rule), ...validatePeers(from, rule.child('from'), known))
  })
  spec.egress?.forEach(({ ports, to }, i) => {
    const rule = at.child('egress').index(i)
    errors.push(...validatePorts(ports, rule), ...validatePeers(to, rule.child('to'), known))
  })
  const types = spec.policyTypes ?? []
  if (types.length > POLICY_TYPES.length)
    return [...errors, invalid(at.child('policyTypes'), types, 'may not specify more than two policyTypes')]
  types.forEach((type, i) => {
    if (!POLICY_TYPES.includes(type)) errors.push(notSupported(at.child('policyTypes').index(i), type, POLICY_TYPES))
  })
  return errors
}

function ranges({ spec }: NetworkPolicy): string[] {
  const peers = [...(spec?.ingress ?? []).flatMap(r => r.from ?? []), ...(spec?.egress ?? []).flatMap(r => r.to ?? [])]
  return peers.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr, ...(ipBlock.except ?? [])] : []))
}

function validatePorts(ports: readonly NetworkPolicyPort[] | undefined, rule: FieldPath): ErrorList {
  return (ports ?? []).flatMap((port, i) => validatePort(port, rule.child('ports').index(i)))
}

function validatePort({ protocol, port, endPort }: NetworkPolicyPort, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  if (protocol !== undefined && !PROTOCOLS.includes(protocol))
    errors.push(notSupported(at.child('protocol'), protocol, PROTOCOLS, 'given'))
  const refuseEnd = (why: string) => errors.push(invalid(at.child('endPort'), endPort, why))
  if (port === undefined) {
    if (endPort !== undefined) refuseEnd('may not be specified when `port` is not specified')
    return errors
  }
  const faults = typeof port === 'number' ? isValidPortNum(port) : isValidPortName(port)
  const portErrors = faults.map(fault => invalid(at.child('port'), port, fault))
  if (typeof port === 'number') {
    errors.push(...portErrors)
    if (endPort === undefined) return errors
    if (endPort < port) refuseEnd('must be greater than or equal to `port`')
    isValidPortNum(endPort).forEach(refuseEnd)
    return errors
  }
  if (endPort !== undefined) refuseEnd('may not be specified when `port` is non-numeric')
  return [...errors, ...portErrors]
}

function validatePeers(
  peers: readonly NetworkPolicyPeer[] | undefined,
  at: FieldPath,
  known: readonly string[],
): ErrorList {
  return (peers ?? []).flatMap((peer, i) => validatePeer(peer, at.index(i), known))
}

function validatePeer(
  { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer,
  at: FieldPath,
  known: readonly string[],
) {
  const errors = [
    ...validateLabelSelector(podSelector, at.child('podSelector')),
    ...validateLabelSelector(namespaceSelector, at.child('namespaceSelector')),
    ...(ipBlock ? validateIPBlock(ipBlock, at.child('ipBlock'), known) : []),
  ]
  const selects = podSelector !== undefined || namespaceSelector !== undefined
  if (!selects && !ipBlock) errors.push(required(at, 'must specify a peer'))
  else if (selects && ipBlock) errors.push(forbidden(at, 'may not specify both ipBlock and another peer'))
  return errors
}

function validateIPBlock({ cidr, except }: IPBlock, at: FieldPath, known: readonly string[]): ErrorList {
  if (!cidr) return [required(at.child('cidr'))]
  const errors = isValidCIDRForLegacyField(at.child('cidr'), cidr, known)
  const range = parseCIDR(cidr)
  if (!range) return errors
  except?.forEach((text, i) => {
    const where = at.child('except').index(i)
    errors.push(...isValidCIDRForLegacyField(where, text, known))
    const inner = parseCIDR(text)
    if (inner && (!cidrContains(range, cidrFirst(inner)) || range.prefix >= inner.prefix))
      errors.push(invalid(where, text, 'must be a strict subset of `cidr`'))
  })
  return errors
}
