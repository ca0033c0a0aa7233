import type { Volume, VolumeDevice, VolumeMount } from '../../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notFound,
  notSupported,
  required,
} from '../../../apimachinery/validation/field.ts'
import type { AnyContainer } from '../visit-containers.ts'
import { validateLocalDescendingPath, validatePathNoBacksteps } from './paths.ts'

/** The volumes of a pod that are valid, by name. */
export type Volumes = ReadonlyMap<string, Volume>

/** The errors of a container's volumeMounts (ValidateVolumeMounts). */
export function validateVolumeMounts(container: AnyContainer, volumes: Volumes, at: FieldPath): ErrorList {
  const devices = container.volumeDevices ?? []
  const paths = new Set<string>()
  return (container.volumeMounts ?? []).flatMap((mount, i) => {
    const here = at.index(i)
    const name = mount.name ?? ''
    const path = mount.mountPath ?? ''
    const errors: ErrorList = []
    if (!name) errors.push(required(here.child('name')))
    if (!volumes.has(name)) errors.push(notFound(here.child('name'), name))
    if (!path) errors.push(required(here.child('mountPath')))
    if (paths.has(path)) errors.push(invalid(here.child('mountPath'), path, 'must be unique'))
    paths.add(path)
    if (devices.some(d => d.name === name)) {
      errors.push(invalid(here.child('name'), name, 'must not already exist in volumeDevices'))
    }
    if (devices.some(d => d.devicePath === path)) {
      errors.push(invalid(here.child('mountPath'), path, 'must not already exist as a path in volumeDevices'))
    }
    errors.push(...validateSubPaths(mount, here, at))
    errors.push(...validateMountPropagation(mount, container, at.child('mountPropagation')))
    errors.push(...validateRecursiveReadOnly(mount, at.child('recursiveReadOnly')))
    return errors
  })
}

/** The API server names the list's path, not the element's, in what it says about the paths themselves. */
function validateSubPaths(mount: VolumeMount, here: FieldPath, list: FieldPath): ErrorList {
  const { subPath, subPathExpr } = mount
  const errors: ErrorList = subPath ? validateLocalDescendingPath(subPath, list.child('subPath')) : []
  if (!subPathExpr) return errors
  if (subPath) {
    errors.push(invalid(here.child('subPathExpr'), subPathExpr, 'subPathExpr and subPath are mutually exclusive'))
  }
  return [...errors, ...validateLocalDescendingPath(subPathExpr, list.child('subPathExpr'))]
}

function validateMountPropagation(mount: VolumeMount, container: AnyContainer, at: FieldPath): ErrorList {
  const propagation = mount.mountPropagation
  if (propagation === undefined) return []
  const known = ['Bidirectional', 'HostToContainer', 'None']
  const errors: ErrorList = known.includes(propagation) ? [] : [notSupported(at, propagation, known)]
  if (propagation === 'Bidirectional' && !container.securityContext?.privileged) {
    errors.push(forbidden(at, 'Bidirectional mount propagation is available only to privileged containers'))
  }
  return errors
}

function validateRecursiveReadOnly(mount: VolumeMount, at: FieldPath): ErrorList {
  const mode = mount.recursiveReadOnly
  if (mode === undefined || mode === 'Disabled') return []
  if (mode !== 'Enabled' && mode !== 'IfPossible') {
    return [notSupported(at, mode, ['Disabled', 'Enabled', 'IfPossible'])]
  }
  const errors: ErrorList = []
  if (!mount.readOnly) errors.push(forbidden(at, 'may only be specified when readOnly is true'))
  if (mount.mountPropagation !== undefined && mount.mountPropagation !== 'None') {
    errors.push(forbidden(at, 'may only be specified when mountPropagation is None or not specified'))
  }
  return errors
}

/** The errors of a container's volumeDevices (ValidateVolumeDevices). */
export function validateVolumeDevices(container: AnyContainer, volumes: Volumes, at: FieldPath): ErrorList {
  const mounts = container.volumeMounts ?? []
  const paths = new Set<string>()
  const names = new Set<string>()
  return (container.volumeDevices ?? []).flatMap((device, i) => {
    const errors = validateVolumeDevice(device, volumes.get(device.name), { names, paths }, mounts, at.index(i))
    if (!(device.devicePath ?? '').split('/').includes('..')) paths.add(device.devicePath ?? '')
    if (device.name) names.add(device.name)
    return errors
  })
}

function validateVolumeDevice(
  device: VolumeDevice,
  volume: Volume | undefined,
  seen: { names: ReadonlySet<string>; paths: ReadonlySet<string> },
  mounts: readonly VolumeMount[],
  at: FieldPath,
): ErrorList {
  const name = device.name ?? ''
  const path = device.devicePath ?? ''
  const isClaim = !!volume && (!!volume.persistentVolumeClaim || !!volume.ephemeral)
  const errors: ErrorList = []
  if (!name) errors.push(required(at.child('name')))
  if (seen.names.has(name)) errors.push(invalid(at.child('name'), name, 'must be unique'))
  if (volume && !isClaim) {
    const rule = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'
    errors.push(invalid(at.child('name'), name, rule))
  }
  if (!volume) errors.push(notFound(at.child('name'), name))
  if (!path) errors.push(required(at.child('devicePath')))
  if (seen.paths.has(path)) errors.push(invalid(at.child('devicePath'), path, 'must be unique'))
  if (validatePathNoBacksteps(path, at).length) {
    errors.push(invalid(at.child('devicePath'), path, "can not contain backsteps ('..')"))
  }
  if (mounts.some(m => m.name === name)) {
    errors.push(invalid(at.child('name'), name, 'must not already exist in volumeMounts'))
  }
  if (mounts.some(m => m.mountPath === path)) {
    errors.push(invalid(at.child('devicePath'), path, 'must not already exist as a path in volumeMounts'))
  }
  return errors
}
