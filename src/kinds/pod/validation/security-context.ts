import type {
  AppArmorProfile,
  PodSecurityContext,
  PodSpec,
  SeccompProfile,
  SecurityContext,
} from '../../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalid,
  invalidFor,
  notSupported,
  required,
  tooLong,
} from '../../../apimachinery/validation/field.ts'
import { isValidGroupID, isValidUserID } from '../../../apimachinery/validation/names.ts'
import { goValue } from '../go-value.ts'
import { validateChoice } from './formats.ts'
import { validateLocalDescendingPath } from './paths.ts'
import { validateWindowsOptions } from './windows.ts'

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined']
/** PATH_MAX without the closing zero. */
const MAX_PROFILE_PATH = 4095
const SYSCTL = '^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$'
const MAX_SYSCTL = 253
const IPC_SYSCTLS = ['kernel.sem', 'kernel.shm', 'kernel.msg', 'fs.mqueue.']

/** spec.securityContext, with what Go keeps there of the spec's own fields (hostNetwork, hostPID, hostIPC). */
export function validatePodSecurityContext(spec: PodSpec, at: FieldPath): ErrorList {
  const context = spec.securityContext ?? {}
  const { fsGroup, runAsUser, runAsGroup, supplementalGroups = [] } = context
  const errors: ErrorList = []
  if (fsGroup !== undefined) errors.push(...invalidFor(at.child('fsGroup'), fsGroup, isValidGroupID(fsGroup)))
  if (runAsUser !== undefined) errors.push(...invalidFor(at.child('runAsUser'), runAsUser, isValidUserID(runAsUser)))
  if (runAsGroup !== undefined) {
    errors.push(...invalidFor(at.child('runAsGroup'), runAsGroup, isValidGroupID(runAsGroup)))
  }
  supplementalGroups.forEach((group, i) => {
    errors.push(...invalidFor(at.child('supplementalGroups').index(i), group, isValidGroupID(group)))
  })
  if (spec.hostPID && spec.shareProcessNamespace) {
    const rule = 'ShareProcessNamespace and HostPID cannot both be enabled'
    errors.push(invalid(at.child('shareProcessNamespace'), true, rule))
  }
  errors.push(...validateSysctls(spec, context, at.child('sysctls')))
  errors.push(
    ...validateChoice(context.fsGroupChangePolicy, ['Always', 'OnRootMismatch'], at.child('fsGroupChangePolicy')),
  )
  errors.push(...validateSeccompProfile(context.seccompProfile, at.child('seccompProfile')))
  errors.push(...validateWindowsOptions(context.windowsOptions, at.child('windowsOptions')))
  errors.push(...validateAppArmorProfile(context.appArmorProfile, at.child('appArmorProfile')))
  const policyAt = at.child('supplementalGroupsPolicy')
  errors.push(...validateChoice(context.supplementalGroupsPolicy, ['Merge', 'Strict'], policyAt))
  const changeAt = at.child('seLinuxChangePolicy')
  return [...errors, ...validateChoice(context.seLinuxChangePolicy, ['MountOption', 'Recursive'], changeAt)]
}

function validateSysctls(spec: PodSpec, context: PodSecurityContext, at: FieldPath): ErrorList {
  const seen = new Set<string>()
  return (context.sysctls ?? []).flatMap((sysctl, i) => {
    const here = at.index(i).child('name')
    const name = sysctl.name ?? ''
    const errors: ErrorList = []
    if (!name) errors.push(required(here))
    else if (name.length > MAX_SYSCTL || !new RegExp(SYSCTL).test(name)) {
      errors.push(invalid(here, name, `must have at most ${MAX_SYSCTL} characters and match regex ${SYSCTL}`))
    } else if (seen.has(name)) errors.push(duplicate(here, name))
    seen.add(name)
    const shared = sharedNamespace(spec, name)
    if (shared) errors.push(invalid(here, name, `may not be specified when '${shared}' is true`))
    return errors
  })
}

/** The field that shares with the host what a sysctl would change. */
function sharedNamespace(spec: PodSpec, sysctl: string): string {
  const firstSlash = sysctl.search(/[./]/)
  const name = sysctl[firstSlash] === '/' ? sysctl.replace(/[./]/g, c => (c === '/' ? '.' : '/')) : sysctl
  if (spec.hostNetwork && name.startsWith('net.')) return 'hostNetwork'
  return spec.hostIPC && IPC_SYSCTLS.some(p => name.startsWith(p)) ? 'hostIPC' : ''
}

/** A container's securityContext; `hostUsers` is false where the pod has a user namespace of its own. */
export function validateContainerSecurityContext(
  context: SecurityContext | undefined,
  hostUsers: boolean,
  at: FieldPath,
): ErrorList {
  if (!context) return []
  const { runAsUser, runAsGroup, procMount } = context
  const errors: ErrorList = []
  if (runAsUser !== undefined) errors.push(...invalidFor(at.child('runAsUser'), runAsUser, isValidUserID(runAsUser)))
  if (runAsGroup !== undefined) {
    errors.push(...invalidFor(at.child('runAsGroup'), runAsGroup, isValidGroupID(runAsGroup)))
  }
  errors.push(...validateChoice(procMount, ['Default', 'Unmasked'], at.child('procMount')))
  if (hostUsers && procMount === 'Unmasked') {
    errors.push(invalid(at.child('procMount'), procMount, '`hostUsers` must be false to use `Unmasked`'))
  }
  errors.push(...validateSeccompProfile(context.seccompProfile, at.child('seccompProfile')))
  errors.push(...validateEscalation(context, at))
  errors.push(...validateWindowsOptions(context.windowsOptions, at.child('windowsOptions')))
  return [...errors, ...validateAppArmorProfile(context.appArmorProfile, at.child('appArmorProfile'))]
}

function validateEscalation(context: SecurityContext, at: FieldPath): ErrorList {
  if (context.allowPrivilegeEscalation !== false) return []
  const refuse = (and: string) =>
    invalid(at, goValue('SecurityContext', context), `cannot set \`allowPrivilegeEscalation\` to false and ${and}`)
  return [
    ...(context.privileged ? [refuse('`privileged` to true')] : []),
    ...(context.capabilities?.add ?? [])
      .filter(c => c === 'CAP_SYS_ADMIN')
      .map(() => refuse('`capabilities.Add` CAP_SYS_ADMIN')),
  ]
}

function validateSeccompProfile(profile: SeccompProfile | undefined, at: FieldPath): ErrorList {
  if (!profile) return []
  const { type, localhostProfile } = profile
  const errors: ErrorList = []
  if (!type) errors.push(required(at.child('type'), 'type is required when seccompProfile is set'))
  else errors.push(...validateChoice(type, PROFILE_TYPES, at.child('type')))
  const here = at.child('localhostProfile')
  if (type === 'Localhost') {
    if (localhostProfile === undefined) errors.push(required(here, 'must be set when seccomp type is Localhost'))
    else errors.push(...validateLocalDescendingPath(localhostProfile, here))
  } else if (localhostProfile !== undefined) {
    errors.push(invalid(here, goValue('SeccompProfile', profile), 'can only be set when seccomp type is Localhost'))
  }
  return errors
}

/** An AppArmor profile of a pod or container. */
export function validateAppArmorProfile(profile: AppArmorProfile | undefined, at: FieldPath): ErrorList {
  if (!profile) return []
  const { type, localhostProfile } = profile
  const here = at.child('localhostProfile')
  if (!type) return [required(at.child('type'), 'type is required when appArmorProfile is set')]
  if (type !== 'Localhost') {
    if (!PROFILE_TYPES.includes(type)) return [notSupported(at.child('type'), type, PROFILE_TYPES)]
    if (localhostProfile === undefined) return []
    return [invalid(here, localhostProfile, 'can only be set when AppArmor type is Localhost')]
  }
  const missing = required(here, 'must be set when AppArmor type is Localhost')
  if (localhostProfile === undefined) return [missing]
  const errors: ErrorList = []
  if (localhostProfile.trim() !== localhostProfile) {
    errors.push(invalid(here, localhostProfile, 'must not be padded with whitespace'))
  } else if (localhostProfile === '') errors.push(missing)
  if (Buffer.byteLength(localhostProfile) > MAX_PROFILE_PATH) errors.push(tooLong(here, MAX_PROFILE_PATH))
  return errors
}
