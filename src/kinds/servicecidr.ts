import type { ServiceCIDR } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { parseCIDR } from '../apimachinery/net/cidr.ts'
import { isValidCIDR, warningsForCIDR } from '../apimachinery/net/validation.ts'
import { type ErrorList, invalid, path, required } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'

const IMMUTABLE = 'field is immutable'
const cidrsPath = () => path('spec', 'cidrs')

/** The ranges that services get their addresses from. */
export const serviceCIDR = kind<ServiceCIDR>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'ServiceCIDR',
  resource: 'servicecidrs',
  namespaced: false,
  storagePrefix: 'servicecidrs',
  validateName: nameIsDNSSubdomain,
  setDefaults(object) {
    object.spec ??= {}
  },
  prepareForCreate(object) {
    object.status = {}
  },
  prepareForUpdate(object, old) {
    object.status = old.status
  },
  validate: validateCIDRs,
  validateUpdate: validateCIDRsUpdate,
  warnings: object => (object.spec?.cidrs ?? []).flatMap((cidr, i) => warningsForCIDR(cidrsPath().index(i), cidr)),
  status: {
    prepareForUpdate(object, old) {
      object.spec = old.spec
    },
    validateUpdate: () => [],
  },
  row: (object, now) => [
    object.metadata.name!,
    (object.spec?.cidrs ?? []).join(','),
    translateTimestampSince(object.metadata.creationTimestamp, now),
  ],
})

function validateCIDRs(object: ServiceCIDR): ErrorList {
  const cidrs = object.spec?.cidrs ?? []
  if (cidrs.length === 0) return [required(cidrsPath(), 'at least one CIDR required')]
  const refuse = (detail: string) => [invalid(cidrsPath(), { CIDRs: cidrs }, detail)]
  if (cidrs.length > 2) return refuse('may only hold up to 2 values')
  const families = new Set(cidrs.map(cidr => parseCIDR(cidr)?.family))
  if (cidrs.length === 2 && (families.size < 2 || families.has(undefined)))
    return refuse('may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64')
  return cidrs.flatMap((cidr, i) => isValidCIDR(cidrsPath().index(i), cidr))
}

/** Ranges stay as they are; one of the other family may be added. */
function validateCIDRsUpdate(object: ServiceCIDR, old: ServiceCIDR): ErrorList {
  const cidrs = object.spec?.cidrs ?? []
  const before = old.spec?.cidrs ?? []
  const added = before.length === 1 && cidrs.length === 2
  if (before.length !== cidrs.length && !added) return [invalid(cidrsPath(), object.spec?.cidrs ?? null, IMMUTABLE)]
  const errors: ErrorList = []
  before.forEach((cidr, i) => {
    if (cidr !== cidrs[i]) errors.push(invalid(cidrsPath().index(i), cidrs[i], IMMUTABLE))
  })
  return added ? [...errors, ...validateCIDRs(object)] : errors
}
