import { posix } from 'node:path'
import type { PersistentVolume, PersistentVolumeSpec } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalidFor,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { validateImmutableField } from '../../apimachinery/validation/immutable.ts'
import { isDNS1123Subdomain } from '../../apimachinery/validation/names.ts'
import { validatePositiveQuantity } from '../../apimachinery/validation/resource-quantity.ts'
import { structDiff } from '../pod/spec-diff.ts'
import { validateNodeSelector } from '../pod/validation/affinity.ts'
import { validateChoice } from '../pod/validation/formats.ts'
import { VOLUME_MODES, validateAccessModes } from './access-modes.ts'
import { SOURCES, validateSource } from './sources.ts'

const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain']

/** A volume, all but its metadata (ValidatePersistentVolume). */
export function validatePersistentVolume({ spec = {} }: PersistentVolume): ErrorList {
  const at = path('spec')
  return [
    ...(spec.accessModes?.length ? [] : [required(at.child('accessModes'))]),
    ...validateAccessModes(spec.accessModes ?? [], at.child('accessModes')),
    ...validateCapacity(spec.capacity ?? {}, at.child('capacity')),
    ...validateChoice(spec.persistentVolumeReclaimPolicy, RECLAIM_POLICIES, at.child('persistentVolumeReclaimPolicy')),
    ...validateNodeAffinity(spec.nodeAffinity, at.child('nodeAffinity')),
    ...validateSource(spec, at),
    ...validateRecycled(spec, at),
    ...validateClassName(spec.storageClassName, at.child('storageClassName')),
    ...validateChoice(spec.volumeMode, VOLUME_MODES, at.child('volumeMode')),
    ...validateAttributesClass(spec, at),
  ]
}

function validateCapacity(capacity: Record<string, string>, at: FieldPath): ErrorList {
  const names = Object.keys(capacity)
  return [
    ...(names.length === 0 ? [required(at)] : []),
    ...(names.length === 1 && names[0] === 'storage' ? [] : [notSupported(at, capacity, ['storage'])]),
    ...names.flatMap(name => validatePositiveQuantity(capacity[name]!, at.key(name))),
  ]
}

function validateNodeAffinity(affinity: PersistentVolumeSpec['nodeAffinity'], at: FieldPath): ErrorList {
  if (!affinity) return []
  const here = at.child('required')
  return affinity.required
    ? validateNodeSelector(affinity.required, here)
    : [required(here, 'must specify required node constraints')]
}

/** Recycling means removing all that is in it. */
function validateRecycled({ hostPath, persistentVolumeReclaimPolicy: policy }: PersistentVolumeSpec, at: FieldPath) {
  if (policy !== 'Recycle' || !hostPath || posix.normalize(hostPath.path) !== '/') return []
  return [forbidden(at.child('persistentVolumeReclaimPolicy'), "may not be 'recycle' for a hostPath mount of '/'")]
}

/** The name of a class, where one is given. */
export function validateClassName(name: string | undefined, at: FieldPath): ErrorList {
  return name ? invalidFor(at, name, isDNS1123Subdomain(name)) : []
}

function validateAttributesClass({ volumeAttributesClassName: name, csi }: PersistentVolumeSpec, at: FieldPath) {
  if (name === undefined) return []
  const here = at.child('volumeAttributesClassName')
  return [
    ...(name === '' ? [required(here, 'an empty string is disallowed')] : validateClassName(name, here)),
    ...(csi ? [] : [required(at.child('csi'), 'has to be specified when using volumeAttributesClassName')]),
  ]
}

/** An update of a volume (ValidatePersistentVolumeUpdate): what is in it stays where it is. */
export function validatePersistentVolumeUpdate(volume: PersistentVolume, old: PersistentVolume): ErrorList {
  const spec = volume.spec ?? {}
  const before = old.spec ?? {}
  const errors = validatePersistentVolume(volume)
  const source = sourceOf(spec)
  const isSecretNew = source.csi?.controllerExpandSecretRef && before.csi && !before.csi.controllerExpandSecretRef
  if (isSecretNew) source.csi = { ...source.csi!, controllerExpandSecretRef: undefined } as typeof source.csi & object
  const oldSource = sourceOf(before)
  if (!equal(source, oldSource)) {
    const diff = structDiff('PersistentVolumeSource', source, oldSource)
    const rule = `spec.persistentvolumesource is immutable after creation\n${diff}`
    errors.push(forbidden('spec.persistentvolumesource', rule))
  }
  errors.push(...validateImmutableField(spec.volumeMode, before.volumeMode, path('volumeMode')))
  if (before.nodeAffinity && !equal(spec.nodeAffinity, before.nodeAffinity))
    errors.push(...validateImmutableField(spec.nodeAffinity, before.nodeAffinity, path('nodeAffinity')))
  return errors
}

function sourceOf(spec: PersistentVolumeSpec): PersistentVolumeSpec {
  return Object.fromEntries(SOURCES.flatMap(field => (spec[field] === undefined ? [] : [[field, spec[field]]])))
}
