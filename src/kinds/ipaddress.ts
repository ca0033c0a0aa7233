import type { IPAddress, ParentReference } from '../api/types.gen.ts'
import { ipText, parseIP } from '../apimachinery/net/ip.ts'
import { quote } from '../apimachinery/quote.ts'
import { type ErrorList, invalid, path, required } from '../apimachinery/validation/field.ts'
import { validateImmutableField } from '../apimachinery/validation/immutable.ts'
import { isDNS1123Subdomain } from '../apimachinery/validation/names.ts'
import { isPathSegmentName } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'

/** Addresses of services that are in use; each is named as the address that it stands for. */
export const ipAddress = kind<IPAddress>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'IPAddress',
  resource: 'ipaddresses',
  namespaced: false,
  storagePrefix: 'ipaddresses',
  validateName: isCanonicalAddress,
  validate: address => validateParentRef(address.spec?.parentRef),
  validateUpdate: (address, old) => [
    ...validateParentRef(address.spec?.parentRef),
    ...validateImmutableField(address.spec?.parentRef, old.spec?.parentRef, path('spec', 'parentRef')),
  ],
  row: address => [address.metadata.name!, parentText(address.spec?.parentRef)],
})

function isCanonicalAddress(name: string): string[] {
  const ip = parseIP(name)
  if (!ip || ip.leadingZeros) return [`ParseAddr(${quote(name)}): unable to parse IP`]
  return ip.mapped || ipText(ip) !== name ? ['must be a canonical format IP address'] : []
}

function validateParentRef(ref: ParentReference | undefined): ErrorList {
  const at = path('spec', 'parentRef')
  if (!ref) return [required(at)]
  const errors: ErrorList = []
  const { group, resource, name, namespace } = ref
  if (group) errors.push(...isDNS1123Subdomain(group).map(m => invalid(at.child('group'), group, m)))
  for (const [field, value] of [
    ['resource', resource],
    ['name', name],
  ] as const)
    if (!value) errors.push(required(at.child(field)))
    else errors.push(...isPathSegmentName(value).map(m => invalid(at.child(field), value, m)))
  if (namespace) errors.push(...isPathSegmentName(namespace).map(m => invalid(at.child('namespace'), namespace, m)))
  return errors
}

/** resource.group/namespace/name */
function parentText(ref: ParentReference | undefined): string {
  if (!ref) return '<none>'
  const resource = `${ref.resource}${ref.group ? `.${ref.group}` : ''}`.toLowerCase()
  return [resource, ref.namespace, ref.name].filter(part => part).join('/')
}
