import type {
  DeviceRequest,
  DeviceSelector,
  DeviceSubRequest,
  ExactDeviceRequest,
  ResourceClaimSpec,
} from '../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalid,
  invalidFor,
  notSupported,
  required,
  tooMany,
} from '../../apimachinery/validation/field.ts'
import { isDNS1123Label, isDNS1123Subdomain } from '../../apimachinery/validation/names.ts'

const MAX_REQUESTS = 32
const MAX_ALTERNATIVES = 8
const MODES = ['All', 'ExactCount']

/** The errors of a claim's spec, which templates have too (validateResourceClaimSpec). */
export function validateClaimSpec(spec: ResourceClaimSpec | undefined, at: FieldPath): ErrorList {
  const requests = spec?.devices?.requests ?? []
  const where = at.child('devices', 'requests')
  const errors: ErrorList = requests.length > MAX_REQUESTS ? [tooMany(where, requests.length, MAX_REQUESTS)] : []
  const names = new Set<string>()
  requests.forEach((request, i) => {
    errors.push(...validateName(request.name, names, where.index(i)), ...validateRequest(request, where.index(i)))
  })
  return errors
}

/** The errors of expressions that choose devices. */
export function validateSelectors(selectors: readonly DeviceSelector[] | undefined, at: FieldPath): ErrorList {
  return (selectors ?? []).flatMap(({ cel }, i) => {
    const where = at.index(i).child('cel')
    if (!cel) return [required(where)]
    return cel.expression ? [] : [required(where.child('expression'))]
  })
}

function validateName(name: string | undefined, names: Set<string>, at: FieldPath): ErrorList {
  const where = at.child('name')
  if (!name) return [required(where)]
  const errors = invalidFor(where, name, isDNS1123Label(name))
  if (names.has(name)) errors.push(duplicate(where, name))
  names.add(name)
  return errors
}

function validateRequest({ exactly, firstAvailable }: DeviceRequest, at: FieldPath): ErrorList {
  if (exactly && firstAvailable?.length)
    return [invalid(at, null, 'exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set')]
  if (exactly) return validateDevices(exactly, at.child('exactly'))
  if (!firstAvailable?.length) return [required(at, 'exactly one of `exactly` or `firstAvailable` is required')]
  const list = at.child('firstAvailable')
  const errors: ErrorList =
    firstAvailable.length > MAX_ALTERNATIVES ? [tooMany(list, firstAvailable.length, MAX_ALTERNATIVES)] : []
  const names = new Set<string>()
  firstAvailable.forEach((alternative, i) => {
    errors.push(...validateName(alternative.name, names, list.index(i)), ...validateDevices(alternative, list.index(i)))
  })
  return errors
}

function validateDevices(request: ExactDeviceRequest | DeviceSubRequest, at: FieldPath): ErrorList {
  const { deviceClassName = '', allocationMode = '', count = 0, selectors } = request
  const errors: ErrorList =
    deviceClassName === ''
      ? [required(at.child('deviceClassName'))]
      : invalidFor(at.child('deviceClassName'), deviceClassName, isDNS1123Subdomain(deviceClassName))
  errors.push(...validateSelectors(selectors, at.child('selectors')))
  if (!MODES.includes(allocationMode)) errors.push(notSupported(at.child('allocationMode'), allocationMode, MODES))
  else if (allocationMode === 'ExactCount' && count <= 0)
    errors.push(invalid(at.child('count'), count, 'must be greater than zero'))
  else if (allocationMode === 'All' && count !== 0)
    errors.push(invalid(at.child('count'), count, "must not be specified when allocationMode is 'All'"))
  return errors
}
