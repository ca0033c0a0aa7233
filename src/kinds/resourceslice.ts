import type { ResourceSlice } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import {
  duplicate,
  type ErrorList,
  invalid,
  invalidFor,
  path,
  required,
  tooMany,
} from '../apimachinery/validation/field.ts'
import { validateImmutableField } from '../apimachinery/validation/immutable.ts'
import { isDNS1123Label, isDNS1123Subdomain } from '../apimachinery/validation/names.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'

const MAX_DEVICES = 128

/** The devices that a driver has, of a node or of all. */
export const resourceSlice = kind<ResourceSlice>({
  group: 'resource.k8s.io',
  version: 'v1',
  kind: 'ResourceSlice',
  resource: 'resourceslices',
  namespaced: false,
  storagePrefix: 'resourceslices',
  validateName: nameIsDNSSubdomain,
  prepareForCreate: startGeneration,
  prepareForUpdate: bumpGeneration,
  validate,
  validateUpdate: (slice, old) => {
    const at = path('spec')
    const { spec, spec: { pool } = {} } = slice
    return [
      ...validate(slice),
      ...validateImmutableField(spec?.driver, old.spec?.driver, at.child('driver')),
      ...validateImmutableField(pool?.name, old.spec?.pool?.name, at.child('pool', 'name')),
      ...validateImmutableField(spec?.nodeName, old.spec?.nodeName, at.child('nodeName')),
    ]
  },
  fields: {
    'spec.driver': slice => slice.spec?.driver ?? '',
    'spec.nodeName': slice => slice.spec?.nodeName ?? '',
  },
  unknownFieldError: 'label',
  row: ({ metadata, spec }, now) => [
    metadata.name ?? '',
    spec?.nodeName ?? '',
    spec?.driver ?? '',
    spec?.pool?.name ?? '',
    translateTimestampSince(metadata.creationTimestamp, now),
  ],
})

function validate({ spec }: ResourceSlice): ErrorList {
  const at = path('spec')
  const { driver = '', pool, nodeName, nodeSelector, allNodes, perDeviceNodeSelection, devices = [] } = spec ?? {}
  const errors: ErrorList =
    driver === '' ? [required(at.child('driver'))] : invalidFor(at.child('driver'), driver, isDNS1123Subdomain(driver))
  if (!pool?.name) errors.push(required(at.child('pool', 'name')))
  if ((pool?.resourceSliceCount ?? 0) <= 0)
    errors.push(
      invalid(at.child('pool', 'resourceSliceCount'), pool?.resourceSliceCount ?? 0, 'must be greater than zero'),
    )
  if (pool && (pool.generation ?? 0) < 0)
    errors.push(invalid(at.child('pool', 'generation'), pool.generation, 'must be greater than or equal to zero'))
  const places = [nodeName, nodeSelector, allNodes, perDeviceNodeSelection].filter(Boolean)
  const rule = 'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required'
  if (places.length === 0) errors.push(required(at, rule))
  else if (places.length > 1) errors.push(invalid(at, null, `${rule}, but multiple fields are set`))
  const list = at.child('devices')
  if (devices.length > MAX_DEVICES) errors.push(tooMany(list, devices.length, MAX_DEVICES))
  const names = new Set<string>()
  devices.forEach(({ name = '' }, i) => {
    const where = list.index(i).child('name')
    if (name === '') errors.push(required(where))
    else errors.push(...invalidFor(where, name, isDNS1123Label(name)))
    if (names.has(name)) errors.push(duplicate(where, name))
    names.add(name)
  })
  return errors
}
