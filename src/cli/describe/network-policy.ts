import type { KubeObject } from '../../api/object.ts'
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../api/types.gen.ts'
import { labelSelectorText } from '../../apimachinery/labels/selector.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { goTime } from './times.ts'

const INDENT = '    '

interface Rule {
  ports?: NetworkPolicyPort[]
  peers?: NetworkPolicyPeer[]
}

interface Direction {
  type: 'Ingress' | 'Egress'
  peersTitle: 'From' | 'To'
  unrestricted: string
  rules: readonly Rule[]
}

/** kubectl describe (NetworkPolicyDescriber). */
export async function describeNetworkPolicy(object: KubeObject): Promise<string> {
  const { metadata, spec } = object as NetworkPolicy
  const types = spec?.policyTypes ?? []
  const ingress = (spec?.ingress ?? []).map(({ ports, from }) => ({ ports, peers: from }))
  const egress = (spec?.egress ?? []).map(({ ports, to }) => ({ ports, peers: to }))
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    w.write(0, `Created on:\t${goTime(metadata.creationTimestamp)}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, 'Spec:\n')
    w.write(1, 'PodSelector: ')
    const selector = labelSelectorText(spec?.podSelector)
    const all = selector === '<none>' ? ' (Allowing the specific traffic to all pods in this namespace)' : ''
    w.write(2, `${selector}${all}\n`)
    writeDirection(w, types, { type: 'Ingress', peersTitle: 'From', unrestricted: 'source', rules: ingress })
    writeDirection(w, types, { type: 'Egress', peersTitle: 'To', unrestricted: 'destination', rules: egress })
    w.write(1, `Policy Types: ${types.join(', ') || '<none>'}\n`)
  })
}

function writeDirection(w: PrefixWriter, types: readonly string[], direction: Direction): void {
  const name = direction.type.toLowerCase()
  if (!types.includes(direction.type)) {
    w.write(1, `Not affecting ${name} traffic\n`)
    return
  }
  w.write(1, `Allowing ${name} traffic:\n`)
  const { rules } = direction
  if (rules.length === 0) w.write(0, `${INDENT}<none> (Selected pods are isolated for ${name} connectivity)\n`)
  for (const [i, rule] of rules.entries()) {
    writeRule(w, rule, direction)
    if (i < rules.length - 1) w.write(0, `${INDENT}----------\n`)
  }
}

function writeRule(w: PrefixWriter, { ports, peers }: Rule, { peersTitle, unrestricted }: Direction): void {
  if (!ports?.length) w.write(0, `${INDENT}To Port: <any> (traffic allowed to all ports)\n`)
  for (const { port, endPort, protocol = 'TCP' } of ports ?? []) {
    const shown = port ?? '<nil>'
    if (endPort === undefined) w.write(0, `${INDENT}To Port: ${shown}/${protocol}\n`)
    else w.write(0, `${INDENT}To Port Range: ${shown}-${endPort}/${protocol}\n`)
  }
  if (!peers?.length) w.write(0, `${INDENT}${peersTitle}: <any> (traffic not restricted by ${unrestricted})\n`)
  for (const peer of peers ?? []) {
    w.write(0, `${INDENT}${peersTitle}:\n`)
    writePeer(w, peer)
  }
}

function writePeer(w: PrefixWriter, { namespaceSelector, podSelector, ipBlock }: NetworkPolicyPeer): void {
  if (namespaceSelector) w.write(1, `${INDENT}NamespaceSelector: ${labelSelectorText(namespaceSelector)}\n`)
  if (podSelector) w.write(1, `${INDENT}PodSelector: ${labelSelectorText(podSelector)}\n`)
  if (namespaceSelector || podSelector || !ipBlock) return
  w.write(1, `${INDENT}IPBlock:\n`)
  w.write(2, `${INDENT}CIDR: ${ipBlock.cidr}\n`)
  w.write(2, `${INDENT}Except: ${(ipBlock.except ?? []).join(', ')}\n`)
}
