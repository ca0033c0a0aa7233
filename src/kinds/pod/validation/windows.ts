import type { PodSpec, WindowsSecurityContextOptions } from '../../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  invalidFor,
} from '../../../apimachinery/validation/field.ts'
import { isDNS1123Subdomain } from '../../../apimachinery/validation/names.ts'
import { visitContainers } from '../visit-containers.ts'

const MAX_CREDENTIAL_SPEC_KIB = 64
const MAX_DOMAIN = 256
const MAX_USER = 104
const NETBIOS_NAME = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/
const DNS_LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'

/** securityContext.windowsOptions, of a pod or a container. */
export function validateWindowsOptions(options: WindowsSecurityContextOptions | undefined, at: FieldPath): ErrorList {
  if (!options) return []
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = options
  const errors: ErrorList = []
  if (name !== undefined) errors.push(...invalidFor(at.child('gmsaCredentialSpecName'), name, isDNS1123Subdomain(name)))
  if (spec === '')
    errors.push(invalid(at.child('gmsaCredentialSpec'), spec, 'gmsaCredentialSpec cannot be an empty string'))
  else if (spec !== undefined && Buffer.byteLength(spec) > MAX_CREDENTIAL_SPEC_KIB * 1024) {
    const rule = `gmsaCredentialSpec size must be under ${MAX_CREDENTIAL_SPEC_KIB} KiB`
    errors.push(invalid(at.child('gmsaCredentialSpec'), spec, rule))
  }
  if (user === undefined) return errors
  return [
    ...errors,
    ...userNameFaults(user).map(fault => invalid(at.child('runAsUserName'), user, `runAsUserName${fault}`)),
  ]
}

/** What is wrong with DOMAIN\user, each to be read after "runAsUserName". */
function userNameFaults(name: string): string[] {
  if (name === '') return [' cannot be an empty string']
  if (/\p{Cc}/u.test(name)) return [' cannot contain control characters']
  const parts = name.split('\\')
  if (parts.length > 2) return [' cannot contain more than one backslash']
  const user = parts.at(-1)!
  const domain = parts.length === 2 ? parts[0]! : undefined
  const faults: string[] = []
  if ((domain?.length ?? 0) >= MAX_DOMAIN) faults.push(`'s Domain length must be under ${MAX_DOMAIN} characters`)
  const dns = new RegExp(`^${DNS_LABEL}(?:\\.${DNS_LABEL})*$`)
  if (domain !== undefined && !NETBIOS_NAME.test(domain) && !dns.test(domain)) {
    faults.push("'s Domain doesn't match the NetBios nor the DNS format")
  }
  if (user === '') faults.push("'s User cannot be empty")
  else if (user.length > MAX_USER) faults.push(`'s User length must not be longer than ${MAX_USER} characters`)
  if (/^[. ]+$/.test(user)) faults.push("'s User cannot contain only periods or spaces")
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    faults.push('\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]')
  }
  return faults
}

/** All containers of a pod are host processes, or none is. */
export function validateHostProcesses(spec: PodSpec, at: FieldPath): ErrorList {
  const ofPod = spec.securityContext?.windowsOptions?.hostProcess
  const errors: ErrorList = []
  let containers = 0
  let hostProcesses = 0
  visitContainers(spec, at, (container, here) => {
    const own = container.securityContext?.windowsOptions?.hostProcess
    containers++
    if (ofPod !== undefined && own !== undefined && ofPod !== own) {
      const rule = `pod hostProcess value must be identical if both are specified, was ${ofPod}`
      errors.push(invalid(here.child('securityContext', 'windowsOptions', 'hostProcess'), own, rule))
    }
    if (own ?? ofPod) hostProcesses++
  })
  if (hostProcesses === 0) return errors
  if (hostProcesses !== containers) {
    const rule = 'If pod contains any hostProcess containers then all containers must be HostProcess containers'
    errors.push(invalid(at, '', rule))
  }
  if (!spec.hostNetwork) {
    const rule = 'hostNetwork must be true if pod contains any hostProcess containers'
    errors.push(invalid(at.child('hostNetwork'), false, rule))
  }
  return errors
}

/** What spec.os.name rules out. */
export function validateForOS(spec: PodSpec, at: FieldPath): ErrorList {
  return spec.os?.name === 'windows' ? validateWindowsPod(spec, at) : validateLinuxPod(spec, at)
}

function validateLinuxPod(spec: PodSpec, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const check = (context: { windowsOptions?: unknown } | undefined, here: FieldPath): void => {
    if (context?.windowsOptions === undefined) return
    const rule = 'windows options cannot be set for a linux pod'
    errors.push(forbidden(here.child('securityContext', 'windowsOptions'), rule))
  }
  check(spec.securityContext, at)
  visitContainers(spec, at, (container, here) => check(container.securityContext, here))
  return errors
}

/** Where in the pod each field is, in the order of the API server's messages. */
const LINUX_POD_FIELDS: readonly (readonly string[])[] = [
  ['securityContext', 'appArmorProfile', 'seLinuxOptions'],
  ['spec', 'hostUsers', 'hostPID', 'hostIPC'],
  ['securityContext', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls'],
  ['spec', 'shareProcessNamespace'],
  [
    'securityContext',
    'runAsUser',
    'runAsGroup',
    'supplementalGroups',
    'supplementalGroupsPolicy',
    'seLinuxChangePolicy',
  ],
]
const LINUX_CONTAINER_FIELDS = [
  ...['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged'],
  ...['allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup'],
]

function validateWindowsPod(spec: PodSpec, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  const check = (holder: object | undefined, fields: readonly string[], here: FieldPath): void => {
    for (const field of fields) {
      if (holder && (holder as Record<string, unknown>)[field] !== undefined) {
        errors.push(forbidden(here.child(field), 'cannot be set for a windows pod'))
      }
    }
  }
  for (const [where, ...fields] of LINUX_POD_FIELDS) {
    if (where === 'spec') check(spec, fields, at)
    else check(spec.securityContext, fields, at.child('securityContext'))
  }
  visitContainers(spec, at, (container, here) =>
    check(container.securityContext, LINUX_CONTAINER_FIELDS, here.child('securityContext')),
  )
  return errors
}
