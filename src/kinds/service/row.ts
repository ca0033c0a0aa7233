import type { Service, ServicePort, ServiceSpec } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import type { Cell } from '../table.ts'

const NONE = '<none>'

/** The columns Name, Type, Cluster-IP, External-IP, Port(s), Age and (wide) Selector. */
export function serviceRow(service: Service, now: Date): Cell[] {
  const spec = service.spec ?? {}
  return [
    service.metadata.name!,
    spec.type ?? '',
    spec.clusterIPs?.[0] ?? NONE,
    externalIP(service, spec),
    portsText(spec.ports) || NONE,
    translateTimestampSince(service.metadata.creationTimestamp, now),
    selectorText(spec.selector) || NONE,
  ]
}

function externalIP(service: Service, spec: ServiceSpec): string {
  const externalIPs = spec.externalIPs ?? []
  switch (spec.type) {
    case 'ClusterIP':
    case 'NodePort':
      return externalIPs.join(',') || NONE
    case 'LoadBalancer':
      return [...loadBalancerPoints(service), ...externalIPs].join(',') || '<pending>'
    case 'ExternalName':
      return spec.externalName ?? ''
    default:
      return '<unknown>'
  }
}

/** Sorted, each once. The API server fills the table for wide output too and therefore never shortens them. */
function loadBalancerPoints(service: Service): string[] {
  const points = new Set<string>()
  for (const { ip, hostname } of service.status?.loadBalancer?.ingress ?? []) {
    const point = ip || hostname
    if (point) points.add(point)
  }
  return [...points].sort()
}

function portsText(ports: ServicePort[] = []): string {
  return ports.map(p => `${p.port}${p.nodePort ? `:${p.nodePort}` : ''}/${p.protocol}`).join(',')
}

function selectorText(selector: Record<string, string> = {}): string {
  return Object.keys(selector)
    .sort()
    .map(key => `${key}=${selector[key]}`)
    .join(',')
}
