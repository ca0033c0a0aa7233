import type { KubeObject } from '../../api/object.ts'
import type { Ingress, IngressBackend, IngressServiceBackend, Service } from '../../api/types.gen.ts'
import { getObject } from '../../client/client.ts'
import type { DescribeContext } from './describer.ts'
import { endpointsSummary } from './endpoints-summary.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { endpointSlicesOf } from './service.ts'

const SERVICES = { group: '', version: 'v1', resource: 'services' }

/** A rule with its backends looked up. */
interface DescribedRule {
  host: string
  paths: { path: string; backend: string }[]
}

/** kubectl describe (IngressDescriber). */
export async function describeIngress(object: KubeObject, context: DescribeContext): Promise<string> {
  const ingress = object as Ingress
  const { metadata, spec = {} } = ingress
  const namespace = metadata.namespace ?? ''
  const events = await eventsOf(object, context)
  const fallback = spec.defaultBackend ? await backendText(spec.defaultBackend, namespace, context) : '<default>'
  const rules = await describedRules(ingress, context)
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    w.write(0, `Namespace:\t${namespace}\n`)
    w.write(0, `Address:\t${addressText(ingress)}\n`)
    w.write(0, `Ingress Class:\t${spec.ingressClassName ?? '<none>'}\n`)
    w.write(0, `Default backend:\t${fallback}\n`)
    writeTLS(w, ingress)
    w.write(0, 'Rules:\n  Host\tPath\tBackends\n')
    w.write(1, '----\t----\t--------\n')
    for (const { host, paths } of rules) {
      w.write(1, `${host}\t\n`)
      for (const { path, backend } of paths) w.write(2, `\t${path} \t${backend}\n`)
    }
    if (rules.length === 0) w.write(1, `*\t*\t${fallback}\n`)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    writeEvents(w, events, context.now)
  })
}

async function describedRules({ metadata, spec }: Ingress, context: DescribeContext): Promise<DescribedRule[]> {
  const rules: DescribedRule[] = []
  for (const { host, http } of spec?.rules ?? []) {
    if (!http) continue
    const paths: DescribedRule['paths'] = []
    for (const { path, backend } of http.paths) {
      paths.push({ path: path ?? '', backend: await backendText(backend, metadata.namespace ?? '', context) })
    }
    rules.push({ host: host || '*', paths })
  }
  return rules
}

/** `web:80 (10.244.1.5:8080)`; in place of the endpoints the error where they cannot be found. */
async function backendText(
  { service, resource }: IngressBackend,
  namespace: string,
  context: DescribeContext,
): Promise<string> {
  if (service) {
    const name = `${service.name}:${service.port?.number || (service.port?.name ?? '')}`
    return serviceEndpoints(service, namespace, context).then(
      endpoints => `${name} (${endpoints})`,
      (error: Error) => `${name} (<error: ${error.message}>)`,
    )
  }
  if (!resource) return ''
  return `APIGroup: ${resource.apiGroup ?? '<none>'}, Kind: ${resource.kind}, Name: ${resource.name}`
}

async function serviceEndpoints(
  { name, port }: IngressServiceBackend,
  namespace: string,
  context: DescribeContext,
): Promise<string> {
  const slices = await endpointSlicesOf(context, namespace, name)
  const service = await getObject<Service>(context.client, SERVICES, namespace, name)
  const wanted = service.spec?.ports?.findLast(
    p => (port?.number && port.number === p.port) || (port?.name && port.name === p.name),
  )
  return endpointsSummary(slices, wanted?.name ?? '')
}

function addressText({ status }: Ingress): string {
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '')
  return [...new Set(addresses.filter(address => address !== ''))].sort().join(',')
}

function writeTLS(w: PrefixWriter, { spec }: Ingress): void {
  if (!spec?.tls?.length) return
  w.write(0, 'TLS:\n')
  for (const { secretName, hosts = [] } of spec.tls) {
    w.write(1, `${secretName ? `${secretName} terminates` : 'SNI routes'} ${hosts.join(',')}\n`)
  }
}
