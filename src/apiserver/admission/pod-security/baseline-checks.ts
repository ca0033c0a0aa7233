import type { LifecycleHandler, PodSpec, Probe, SELinuxOptions } from '../../../api/types.gen.ts'
import { quote } from '../../../apimachinery/quote.ts'
import { APPARMOR_CONTAINER_PREFIX } from '../../../kinds/pod/validation/annotations.ts'
import type { AnyContainer } from '../../../kinds/pod/visit-containers.ts'
import { isAllowedSeccomp, seccompAnnotations, seccompFields } from './seccomp.ts'
import {
  type Check,
  type CheckPod,
  containersText,
  namesOfContainers,
  plural,
  quoted,
  settersText,
  sorted,
  unlessUserNamespace,
} from './violation.ts'

const CAPABILITIES = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE'],
  ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
]
const SELINUX_TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t']
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
]
const SYSCTLS_1_27 = [...SYSCTLS, 'net.ipv4.ip_local_reserved_ports']
const SYSCTLS_1_29 = [
  ...SYSCTLS_1_27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
]
const SYSCTLS_1_32 = [...SYSCTLS_1_29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']

const appArmorProfile: CheckPod = ({ annotations = {} }, spec) => {
  const values: string[] = []
  const isForbidden = (type: string | undefined) => {
    if (type === undefined || type === 'RuntimeDefault' || type === 'Localhost') return false
    values.push(type)
    return true
  }
  const pod = isForbidden(spec.securityContext?.appArmorProfile?.type)
  const containers = namesOfContainers(spec, c => isForbidden(c.securityContext?.appArmorProfile?.type))
  const annotated = Object.entries(annotations)
    .filter(([key, value]) => key.startsWith(APPARMOR_CONTAINER_PREFIX) && !isAllowedAppArmorAnnotation(value))
    .map(([key, value]) => `${key}=${quote(value)}`)
    .sort()
  const setters = [settersText(pod, containers), annotated.length > 0 ? plural('annotation', annotated.length) : '']
  const all = [...sorted(values), ...annotated]
  if (all.length === 0) return undefined
  return {
    reason: plural('forbidden AppArmor profile', all.length),
    detail: `${setters.filter(s => s !== '').join(' and ')} must not set AppArmor profile type to ${quoted(all)}`,
  }
}

function isAllowedAppArmorAnnotation(value: string): boolean {
  return value === '' || value === 'runtime/default' || value.startsWith('localhost/')
}

const capabilities: CheckPod = (_, spec) => {
  const added: string[] = []
  const names = namesOfContainers(spec, ({ securityContext }) => {
    const forbidden = (securityContext?.capabilities?.add ?? []).filter(c => !CAPABILITIES.includes(c))
    added.push(...forbidden)
    return forbidden.length > 0
  })
  if (names.length === 0) return undefined
  const what = quoted(sorted(added))
  return {
    reason: 'non-default capabilities',
    detail: `${containersText(names)} must not include ${what} in securityContext.capabilities.add`,
  }
}

const hostNamespaces: CheckPod = (_, { hostNetwork, hostPID, hostIPC }) => {
  const set = Object.entries({ hostNetwork, hostPID, hostIPC }).filter(([, value]) => value)
  if (set.length === 0) return undefined
  return { reason: 'host namespaces', detail: set.map(([name]) => `${name}=true`).join(', ') }
}

const hostPathVolumes: CheckPod = (_, { volumes = [] }) => {
  const names = volumes.filter(v => v.hostPath).map(v => v.name)
  if (names.length === 0) return undefined
  return { reason: 'hostPath volumes', detail: `${plural('volume', names.length)} ${quoted(names)}` }
}

const hostPorts: CheckPod = (_, spec) => {
  const ports: string[] = []
  const names = namesOfContainers(spec, container => {
    const own = (container.ports ?? []).flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : []))
    ports.push(...own)
    return own.length > 0
  })
  if (names.length === 0) return undefined
  const all = sorted(ports)
  const uses = names.length === 1 ? 'uses' : 'use'
  return {
    reason: 'hostPort',
    detail: `${containersText(names)} ${uses} ${plural('hostPort', all.length)} ${all.join(', ')}`,
  }
}

const hostProbes: CheckPod = (_, spec) => {
  const hosts: string[] = []
  const names = namesOfContainers(spec, container => {
    const own = handlersOf(container)
      .flatMap(h => [h?.httpGet?.host, h?.tcpSocket?.host])
      .filter(host => !!host)
    hosts.push(...(own as string[]))
    return own.length > 0
  })
  if (names.length === 0) return undefined
  const all = sorted(hosts)
  const uses = names.length === 1 ? 'uses' : 'use'
  return {
    reason: 'probe or lifecycle host',
    detail: `${containersText(sorted(names))} ${uses} ${plural('probe or lifecycle host', all.length)} ${quoted(all)}`,
  }
}

function handlersOf(container: AnyContainer): (Probe | LifecycleHandler | undefined)[] {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container
  return [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop]
}

const privileged: CheckPod = (_, spec) => {
  const names = namesOfContainers(spec, c => c.securityContext?.privileged === true)
  if (names.length === 0) return undefined
  return { reason: 'privileged', detail: `${containersText(names)} must not set securityContext.privileged=true` }
}

/** Whatever the pod's user namespace: what restricted keeps when baseline lets go of it. */
export const procMount: CheckPod = (_, spec) => {
  const types: string[] = []
  const names = namesOfContainers(spec, ({ securityContext }) => {
    const type = securityContext?.procMount
    if (type === undefined || type === 'Default') return false
    types.push(type)
    return true
  })
  if (names.length === 0) return undefined
  return {
    reason: 'procMount',
    detail: `${containersText(names)} must not set securityContext.procMount to ${quoted(sorted(types))}`,
  }
}

function seLinuxOptions(allowed: readonly string[]): CheckPod {
  return (_, spec) => {
    const types: string[] = []
    let [user, role] = [false, false]
    const isBad = (options: SELinuxOptions | undefined) => {
      if (!options) return false
      const badType = !allowed.includes(options.type ?? '')
      if (badType) types.push(options.type!)
      user ||= !!options.user
      role ||= !!options.role
      return badType || !!options.user || !!options.role
    }
    const pod = isBad(spec.securityContext?.seLinuxOptions)
    const containers = namesOfContainers(spec, c => isBad(c.securityContext?.seLinuxOptions))
    if (!pod && containers.length === 0) return undefined
    const all = sorted(types)
    const what = [
      ...(all.length > 0 ? [`${plural('type', all.length)} ${quoted(all)}`] : []),
      ...(user ? ['user may not be set'] : []),
      ...(role ? ['role may not be set'] : []),
    ]
    return {
      reason: 'seLinuxOptions',
      detail: `${settersText(pod, containers)} set forbidden securityContext.seLinuxOptions: ${what.join('; ')}`,
    }
  }
}

const seccompProfile: CheckPod = (_, spec) => {
  const { pod, containers, values } = seccompFields(spec, type => !isAllowedSeccomp(type))
  if (values.length === 0) return undefined
  const setters = settersText(pod, containers)
  return {
    reason: 'seccompProfile',
    detail: `${setters} must not set securityContext.seccompProfile.type to ${quoted(values)}`,
  }
}

function sysctls(allowed: readonly string[]): CheckPod {
  return (_, { securityContext }: PodSpec) => {
    const forbidden = (securityContext?.sysctls ?? []).map(s => s.name).filter(name => !allowed.includes(name))
    return forbidden.length > 0 ? { reason: 'forbidden sysctls', detail: forbidden.join(', ') } : undefined
  }
}

const windowsHostProcess: CheckPod = (_, spec) => {
  const pod = spec.securityContext?.windowsOptions?.hostProcess === true
  const containers = namesOfContainers(spec, c => c.securityContext?.windowsOptions?.hostProcess === true)
  if (!pod && containers.length === 0) return undefined
  const setters = settersText(pod, containers)
  return { reason: 'hostProcess', detail: `${setters} must not set securityContext.windowsOptions.hostProcess=true` }
}

/** What both levels ask of pods. Source: k8s.io/pod-security-admission/policy. */
export const BASELINE_CHECKS: readonly Check[] = [
  { id: 'appArmorProfile', versions: [{ since: 0, check: appArmorProfile }] },
  { id: 'capabilities_baseline', versions: [{ since: 0, check: capabilities }] },
  { id: 'hostNamespaces', versions: [{ since: 0, check: hostNamespaces }] },
  { id: 'hostPathVolumes', versions: [{ since: 0, check: hostPathVolumes }] },
  { id: 'hostPorts', versions: [{ since: 0, check: hostPorts }] },
  { id: 'hostProbesAndHostLifecycle', versions: [{ since: 34, check: hostProbes }] },
  { id: 'privileged', versions: [{ since: 0, check: privileged }] },
  {
    id: 'procMount',
    versions: [
      { since: 0, check: procMount },
      { since: 35, check: unlessUserNamespace(procMount) },
    ],
  },
  {
    id: 'seLinuxOptions',
    versions: [
      { since: 0, check: seLinuxOptions(SELINUX_TYPES) },
      { since: 31, check: seLinuxOptions([...SELINUX_TYPES, 'container_engine_t']) },
    ],
  },
  {
    id: 'seccompProfile_baseline',
    versions: [
      { since: 0, check: seccompAnnotations },
      { since: 19, check: seccompProfile },
    ],
  },
  {
    id: 'sysctls',
    versions: [
      { since: 0, check: sysctls(SYSCTLS) },
      { since: 27, check: sysctls(SYSCTLS_1_27) },
      { since: 29, check: sysctls(SYSCTLS_1_29) },
      { since: 32, check: sysctls(SYSCTLS_1_32) },
    ],
  },
  { id: 'windowsHostProcess', versions: [{ since: 0, check: windowsHostProcess }] },
]
