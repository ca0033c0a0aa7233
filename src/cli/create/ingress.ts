import type { KubeObject } from '../../api/object.ts'
import { setOwn } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'
import { stringArrayFlag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { generatorCommand } from './generator.ts'
import { parseIntOrString } from './numbers.ts'

/** Go's \w is that of ASCII; what follows the port is not looked at. */
const RULE = /^[\w*\-.]*\/[^\n]*=[\w-]+:[\w-]+/

export const ingress = generatorCommand({
  name: 'ingress',
  aliases: ['ing'],
  summary: 'Create an ingress with the specified name',
  usage: 'NAME --rule=host/path=service:port[,tls[=secret]]  [options]',
  examples: `  # One path of a host, with a certificate
  kubectl create ingress web --rule="web.example.com/*=web:80,tls=web-cert"

  # Everything to one service
  kubectl create ingress all --default-backend=web:80`,
  flags: [
    stringArrayFlag('annotation', 'An annotation of the ingress: key=value'),
    stringFlag('class', 'The ingress class'),
    stringFlag('default-backend', 'The service for what no rule takes: service:port'),
    stringArrayFlag('rule', 'host/path=service:port[,tls[=secret]]; a path that ends in * stands for all below it'),
  ],
  resource: { group: 'networking.k8s.io', version: 'v1', resource: 'ingresses', namespaced: true },
  failure: 'failed to create ingress: ',
  generate(name, { flags }) {
    validate(flags)
    const annotations: Record<string, string> = {}
    for (const text of flags.list('annotation')) {
      const equals = text.indexOf('=')
      setOwn(annotations, text.slice(0, equals), text.slice(equals + 1))
    }
    const rules = flags.list('rule')
    const tls = tlsOf(rules)
    const className = flags.string('class')
    const backend = flags.string('default-backend')
    const spec = {
      ...(className === '' ? {} : { ingressClassName: className }),
      ...(backend === '' ? {} : { defaultBackend: backendOf(backend) }),
      ...(tls.length ? { tls } : {}),
      ...(rules.length ? { rules: rulesOf(rules) } : {}),
    }
    const metadata = { name, ...(Object.keys(annotations).length ? { annotations } : {}) }
    return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec } as KubeObject
  },
})

function validate(flags: FlagValues): void {
  const rules = flags.list('rule')
  const backend = flags.string('default-backend')
  if (backend === '' && rules.length === 0)
    throw new CommandError(
      'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    )
  for (const rule of rules) if (!RULE.test(rule)) throw invalidRule(rule)
  for (const text of flags.list('annotation'))
    if (!text.includes('=')) throw new CommandError(`annotation ${text} is invalid and should be in format key=[value]`)
  if (backend !== '' && backend.split(':').length !== 2)
    throw new CommandError('default-backend should be in format servicename:serviceport')
}

const invalidRule = (rule: string): CommandError =>
  new CommandError(`rule ${rule} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`)

function backendOf(text: string): object {
  const [name = '', portText = ''] = text.split(':')
  const port = parseIntOrString(portText)
  return { service: { name, port: typeof port === 'number' ? { number: port } : { name: port } } }
}

interface Rule {
  host?: string
  http: { paths: object[] }
}

/** The rules, one a host, with the paths of each in the order in which they were given. */
function rulesOf(texts: readonly string[]): Rule[] {
  const rules = new Map<string, Rule>()
  for (const text of texts) {
    const { host, rest } = hostOf(text.split(',', 1)[0]!)
    const [name = '', service = ''] = rest.split('=')
    if (!service.includes(':')) throw invalidRule(text)
    const rule = rules.get(host) ?? { ...(host === '' ? {} : { host }), http: { paths: [] } }
    rule.http.paths.push({ ...pathOf(`/${name}`), backend: backendOf(service) })
    rules.set(host, rule)
  }
  return [...rules.values()]
}

function hostOf(text: string): { host: string; rest: string } {
  const slash = text.indexOf('/')
  return { host: text.slice(0, slash), rest: text.slice(slash + 1) }
}

const pathOf = (path: string): { path: string; pathType: string } =>
  path.endsWith('*') ? { path: path.slice(0, -1), pathType: 'Prefix' } : { path, pathType: 'Exact' }

interface Tls {
  hosts?: string[]
  secretName?: string
}

/** The certificates: each host once, hosts of one secret together. */
function tlsOf(texts: readonly string[]): Tls[] {
  const all: Tls[] = []
  const seen = new Set<string>()
  for (const text of texts) {
    const parts = text.split(',')
    if (parts.length !== 2) continue
    const { host } = hostOf(text)
    const secret = parts[1]!.split('=')[1] ?? ''
    if (seen.has(host)) continue
    seen.add(host)
    const known = all.find(tls => (tls.secretName ?? '') === secret)
    if (known) known.hosts = [...(known.hosts ?? []), host]
    else if (host !== '' || secret !== '')
      all.push({ ...(host === '' ? {} : { hosts: [host] }), ...(secret === '' ? {} : { secretName: secret }) })
  }
  return all
}
