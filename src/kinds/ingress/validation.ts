import type { HTTPIngressPath, IngressBackend, IngressRule, IngressSpec, IngressTLS } from '../../api/types.gen.ts'
import { parseIP } from '../../apimachinery/net/ip.ts'
import {
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import {
  isDNS1123Subdomain,
  isValidPortName,
  isValidPortNum,
  isWildcardDNS1123Subdomain,
  nameIsDNSLabel,
  nameIsDNSSubdomain,
} from '../../apimachinery/validation/names.ts'
import { validateObjectReference } from './object-reference.ts'

/** What older versions let through, and updates of such objects still do. */
export interface Leniencies {
  secretNames: boolean
  wildcardRules: boolean
}

export const strict: Leniencies = { secretNames: false, wildcardRules: false }

const INVALID_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F']
const INVALID_ENDINGS = ['/..', '/.']

/** What an update may keep because the stored object has it. */
export function storedLeniencies(old: IngressSpec): Leniencies {
  const at = path('spec')
  return {
    secretNames: (old.tls ?? []).some(tls => secretNameFaults(tls).length > 0),
    wildcardRules: (old.rules ?? []).some(
      (rule, i) => rule.host?.includes('*') && validateRuleValue(rule, at.child('rules').index(i)).length > 0,
    ),
  }
}

/** The errors of an ingress' spec (ValidateIngressSpec). */
export function validateIngressSpec(spec: IngressSpec, leniencies: Leniencies): ErrorList {
  const at = path('spec')
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec
  const errors: ErrorList = []
  if (rules.length === 0 && !defaultBackend)
    errors.push(invalid(at, spec.rules ?? null, 'either `defaultBackend` or `rules` must be specified'))
  if (defaultBackend) errors.push(...validateBackend(defaultBackend, at.child('defaultBackend')))
  errors.push(...rules.flatMap((rule, i) => validateRule(rule, at.child('rules').index(i), leniencies)))
  errors.push(...tls.flatMap((entry, i) => validateTLS(entry, at.child('tls').index(i), leniencies)))
  if (ingressClassName !== undefined)
    for (const fault of nameIsDNSSubdomain(ingressClassName, false))
      errors.push(invalid(at.child('ingressClassName'), ingressClassName, fault))
  return errors
}

function hostFaults(host: string): string[] {
  return host.includes('*') ? isWildcardDNS1123Subdomain(host) : isDNS1123Subdomain(host)
}

function secretNameFaults({ secretName }: IngressTLS): string[] {
  return secretName ? nameIsDNSSubdomain(secretName, false) : []
}

function validateTLS(tls: IngressTLS, at: FieldPath, leniencies: Leniencies): ErrorList {
  const errors = (tls.hosts ?? []).flatMap((host, i) =>
    hostFaults(host).map(fault => invalid(at.child('hosts').index(i), host, fault)),
  )
  if (leniencies.secretNames) return errors
  return [...errors, ...secretNameFaults(tls).map(fault => invalid(at.child('secretName'), tls.secretName, fault))]
}

function validateRule(rule: IngressRule, at: FieldPath, leniencies: Leniencies): ErrorList {
  const { host = '' } = rule
  const errors: ErrorList = []
  if (host !== '') {
    const refuse = (fault: string) => errors.push(invalid(at.child('host'), host, fault))
    if (parseIP(host)) refuse('must be a DNS name, not an IP address')
    hostFaults(host).forEach(refuse)
  }
  if (host.includes('*') && leniencies.wildcardRules) return errors
  return [...errors, ...validateRuleValue(rule, at)]
}

function validateRuleValue({ http }: IngressRule, at: FieldPath): ErrorList {
  if (!http) return []
  const paths = at.child('http', 'paths')
  if (!http.paths?.length) return [required(paths)]
  return http.paths.flatMap((p, i) => validateHTTPPath(p, paths.index(i)))
}

function validateHTTPPath({ path: text = '', pathType, backend }: HTTPIngressPath, at: FieldPath): ErrorList {
  if (!pathType) return [required(at.child('pathType'), 'pathType must be specified')]
  const errors: ErrorList = []
  const refuse = (why: string) => errors.push(invalid(at.child('path'), text, why))
  switch (pathType) {
    case 'Exact':
    case 'Prefix':
      if (!text.startsWith('/')) refuse('must be an absolute path')
      for (const sequence of INVALID_SEQUENCES) if (text.includes(sequence)) refuse(`must not contain '${sequence}'`)
      for (const ending of INVALID_ENDINGS) if (text.endsWith(ending)) refuse(`cannot end with '${ending}'`)
      break
    case 'ImplementationSpecific':
      if (text !== '' && !text.startsWith('/')) refuse('must be an absolute path')
      break
    default:
      errors.push(notSupported(at.child('pathType'), pathType, ['Exact', 'ImplementationSpecific', 'Prefix']))
  }
  return [...errors, ...validateBackend(backend ?? {}, at.child('backend'))]
}

function validateBackend({ resource, service }: IngressBackend, at: FieldPath): ErrorList {
  if (resource && service) return [invalid(at, '', 'cannot set both resource and service backends')]
  if (resource) return validateObjectReference(resource, at.child('resource'))
  if (!service) return [invalid(at, '', 'resource or service backend is required')]
  const errors: ErrorList = []
  const { name, port } = service
  if (!name) errors.push(required(at.child('service', 'name')))
  else for (const fault of nameIsDNSLabel(name, false)) errors.push(invalid(at.child('service', 'name'), name, fault))
  if (port?.name && port.number) return [...errors, invalid(at, '', 'cannot set both port name & port number')]
  if (port?.name) {
    for (const fault of isValidPortName(port.name))
      errors.push(invalid(at.child('service', 'port', 'name'), port.name, fault))
  } else if (port?.number) {
    const number = at.child('service', 'port', 'number')
    for (const fault of isValidPortNum(port.number)) errors.push(invalid(number, port.number, fault))
  } else errors.push(required(at, 'port name or number is required'))
  return errors
}
