import type { KubeObject } from '../../api/object.ts'
import type { EndpointSlice, LoadBalancerIngress, Service, ServicePort } from '../../api/types.gen.ts'
import { listObjects } from '../../client/client.ts'
import type { DescribeContext } from './describer.ts'
import { endpointsSummary } from './endpoints-summary.ts'
import { eventsOf, writeEvents } from './events.ts'
import { formatLabels, writeAnnotations, writeLabels } from './labels.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'

const ENDPOINT_SLICES = { group: 'discovery.k8s.io', version: 'v1', resource: 'endpointslices' }

/** The EndpointSlices of a service. Throws StatusError. */
export function endpointSlicesOf(
  context: DescribeContext,
  namespace: string,
  service: string,
): Promise<EndpointSlice[]> {
  return listObjects(context.client, ENDPOINT_SLICES, namespace, {
    labelSelector: `kubernetes.io/service-name=${service}`,
  })
}

/** kubectl describe (ServiceDescriber). */
export async function describeService(object: KubeObject, context: DescribeContext): Promise<string> {
  const service = object as Service
  const { metadata, spec = {} } = service
  const slices = await endpointSlicesOf(context, metadata.namespace ?? '', metadata.name ?? '').catch(() => [])
  const events = await eventsOf(object, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `Selector:\t${formatLabels(spec.selector)}\n`)
    w.write(0, `Type:\t${spec.type ?? ''}\n`)
    writeAddresses(w, service)
    for (const port of spec.ports ?? []) writePort(w, port, slices)
    writeTraffic(w, service)
    writeEvents(w, events, context.now)
  })
}

function writeAddresses(w: PrefixWriter, { spec = {}, status }: Service): void {
  if (spec.ipFamilyPolicy !== undefined) w.write(0, `IP Family Policy:\t${spec.ipFamilyPolicy}\n`)
  w.write(0, `IP Families:\t${spec.ipFamilies?.join(',') || '<none>'}\n`)
  w.write(0, `IP:\t${spec.clusterIP ?? ''}\n`)
  w.write(0, `IPs:\t${spec.clusterIPs?.length ? spec.clusterIPs.join(',') : '<none>'}\n`)
  if (spec.externalIPs?.length) w.write(0, `External IPs:\t${spec.externalIPs.join(',')}\n`)
  if (spec.loadBalancerIP) w.write(0, `Desired LoadBalancer IP:\t${spec.loadBalancerIP}\n`)
  if (spec.externalName) w.write(0, `External Name:\t${spec.externalName}\n`)
  const ingress = status?.loadBalancer?.ingress ?? []
  if (ingress.length > 0) w.write(0, `LoadBalancer Ingress:\t${ingress.map(ingressText).join(', ')}\n`)
}

function ingressText({ ip, ipMode, hostname }: LoadBalancerIngress): string {
  if (!ip) return hostname ?? ''
  return ipMode === undefined ? ip : `${ip} (${ipMode})`
}

function writePort(w: PrefixWriter, port: ServicePort, slices: readonly EndpointSlice[]): void {
  const name = port.name || '<unset>'
  const protocol = port.protocol ?? ''
  w.write(0, `Port:\t${name}\t${port.port}/${protocol}\n`)
  w.write(0, `TargetPort:\t${port.targetPort ?? 0}/${protocol}\n`)
  if (port.appProtocol !== undefined) w.write(0, `AppProtocol:\t${port.appProtocol}\n`)
  if (port.nodePort) w.write(0, `NodePort:\t${name}\t${port.nodePort}/${protocol}\n`)
  w.write(0, `Endpoints:\t${endpointsSummary(slices, port.name ?? '')}\n`)
}

function writeTraffic(w: PrefixWriter, { spec = {} }: Service): void {
  w.write(0, `Session Affinity:\t${spec.sessionAffinity ?? ''}\n`)
  if (spec.externalTrafficPolicy) w.write(0, `External Traffic Policy:\t${spec.externalTrafficPolicy}\n`)
  if (spec.internalTrafficPolicy !== undefined) w.write(0, `Internal Traffic Policy:\t${spec.internalTrafficPolicy}\n`)
  if (spec.healthCheckNodePort) w.write(0, `HealthCheck NodePort:\t${spec.healthCheckNodePort}\n`)
  const ranges = spec.loadBalancerSourceRanges ?? []
  if (ranges.length > 0) w.write(0, `LoadBalancer Source Ranges:\t${ranges.join(',')}\n`)
  if (spec.trafficDistribution !== undefined) w.write(0, `Traffic Distribution:\t${spec.trafficDistribution}\n`)
}
