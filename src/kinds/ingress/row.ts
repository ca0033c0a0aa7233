import type { Ingress, IngressRule } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import type { Cell } from '../table.ts'

/** A row shows this many rules' hosts. */
const MAX_HOSTS = 3

/** Name, class, hosts, addresses, ports and age. */
export function ingressRow({ metadata, spec, status }: Ingress, now: Date): Cell[] {
  const addresses = (status?.loadBalancer?.ingress ?? []).map(i => i.ip || i.hostname || '').filter(a => a !== '')
  return [
    metadata.name ?? '',
    spec?.ingressClassName ?? '<none>',
    hostsText(spec?.rules ?? []),
    [...new Set(addresses)].sort().join(','),
    spec?.tls?.length ? '80, 443' : '80',
    translateTimestampSince(metadata.creationTimestamp, now),
  ]
}

function hostsText(rules: readonly IngressRule[]): string {
  const hosts: string[] = []
  let more = false
  for (const { host } of rules) {
    if (hosts.length === MAX_HOSTS) more = true
    if (!more && host) hosts.push(host)
  }
  if (hosts.length === 0) return '*'
  return more ? `${hosts.join(',')} + ${rules.length - MAX_HOSTS} more...` : hosts.join(',')
}
