import type { ContainerPort, ContainerResizePolicy, PodSpec } from '../../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalid,
  invalidFor,
  notSupported,
  required,
} from '../../../apimachinery/validation/field.ts'
import { isValidPortName, isValidPortNum } from '../../../apimachinery/validation/names.ts'
import type { AnyContainer } from '../visit-containers.ts'
import { validateEnv, validateEnvFrom } from './env.ts'
import { validateDNS1123Label } from './formats.ts'
import { validateContainerResources } from './resources.ts'
import { validateContainerSecurityContext } from './security-context.ts'
import { type Volumes, validateVolumeDevices, validateVolumeMounts } from './volume-mounts.ts'

/** What containers are checked against: the rest of their pod. */
export interface ContainerSurroundings {
  spec: PodSpec
  volumes: Volumes
  claims: ReadonlySet<string>
}

/** What holds for containers of every sort, in the API server's order. */
export function validateContainerCommon(
  container: AnyContainer,
  { spec, volumes, claims }: ContainerSurroundings,
  at: FieldPath,
): ErrorList {
  return [
    ...(container.name ? validateDNS1123Label(container.name, at.child('name')) : [required(at.child('name'))]),
    ...(container.image ? [] : [required(at.child('image'))]),
    ...validateTerminationMessagePolicy(container.terminationMessagePolicy, at.child('terminationMessagePolicy')),
    ...validatePorts(container.ports, at.child('ports')),
    ...validateEnv(container.env, at.child('env')),
    ...validateEnvFrom(container.envFrom, at.child('envFrom')),
    ...validateVolumeMounts(container, volumes, at.child('volumeMounts')),
    ...validateVolumeDevices(container, volumes, at.child('volumeDevices')),
    ...validatePullPolicy(container.imagePullPolicy, at.child('imagePullPolicy')),
    ...validateContainerResources(container.resources, claims, at.child('resources')),
    ...validateResizePolicy(container.resizePolicy, spec.restartPolicy, at.child('resizePolicy')),
    ...validateContainerSecurityContext(container.securityContext, spec.hostUsers ?? true, at.child('securityContext')),
  ]
}

function validateTerminationMessagePolicy(policy: string | undefined, at: FieldPath): ErrorList {
  if (!policy) return [required(at)]
  const known = ['File', 'FallbackToLogsOnError']
  return known.includes(policy) ? [] : [notSupported(at, policy, known, 'given')]
}

function validatePullPolicy(policy: string | undefined, at: FieldPath): ErrorList {
  if (!policy) return [required(at)]
  const known = ['Always', 'IfNotPresent', 'Never']
  return known.includes(policy) ? [] : [notSupported(at, policy, known)]
}

function validatePorts(ports: readonly ContainerPort[] | undefined, at: FieldPath): ErrorList {
  const names = new Set<string>()
  return (ports ?? []).flatMap((port, i) => {
    const here = at.index(i)
    return [
      ...validatePortName(port.name, names, here.child('name')),
      ...(port.containerPort
        ? invalidFor(here.child('containerPort'), port.containerPort, isValidPortNum(port.containerPort))
        : [required(here.child('containerPort'))]),
      ...(port.hostPort ? invalidFor(here.child('hostPort'), port.hostPort, isValidPortNum(port.hostPort)) : []),
      ...validateProtocol(port.protocol, here.child('protocol')),
    ]
  })
}

function validatePortName(name: string | undefined, seen: Set<string>, at: FieldPath): ErrorList {
  if (!name) return []
  const errors = invalidFor(at, name, isValidPortName(name))
  if (errors.length) return errors
  if (seen.has(name)) return [duplicate(at, name)]
  seen.add(name)
  return []
}

function validateProtocol(protocol: string | undefined, at: FieldPath): ErrorList {
  if (!protocol) return [required(at)]
  const known = ['SCTP', 'TCP', 'UDP']
  return known.includes(protocol) ? [] : [notSupported(at, protocol, known)]
}

function validateResizePolicy(
  policies: readonly ContainerResizePolicy[] | undefined,
  podRestartPolicy: string | undefined,
  at: FieldPath,
): ErrorList {
  const seen = new Set<string>()
  return (policies ?? []).flatMap((policy, i) => {
    const { resourceName = '', restartPolicy = '' } = policy
    const errors: ErrorList = seen.has(resourceName) ? [duplicate(at.index(i), resourceName)] : []
    seen.add(resourceName)
    errors.push(...validateChoice(resourceName, ['cpu', 'memory'], at))
    errors.push(...validateChoice(restartPolicy, ['NotRequired', 'RestartContainer'], at))
    if (podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      errors.push(invalid(at, restartPolicy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'"))
    }
    return errors
  })
}

/** A value that must be one of `known`. */
function validateChoice(value: string, known: readonly string[], at: FieldPath): ErrorList {
  if (value === '') return [required(at)]
  return known.includes(value) ? [] : [notSupported(at, value, known)]
}

/** Host ports that two of these containers want at once. */
export function validateHostPortConflicts(containers: readonly AnyContainer[], at: FieldPath): ErrorList {
  const seen = new Set<string>()
  return containers.flatMap((container, i) =>
    (container.ports ?? []).flatMap((port, j) => {
      if (!port.hostPort) return []
      const taken = `${port.protocol ?? ''}/${port.hostIP ?? ''}/${port.hostPort}`
      if (seen.has(taken)) return [duplicate(at.index(i).child('ports').index(j).child('hostPort'), taken)]
      seen.add(taken)
      return []
    }),
  )
}

/** What pods are stricter about than pod templates. */
export function validateContainerOnlyForPod(container: AnyContainer, at: FieldPath): ErrorList {
  const image = container.image ?? ''
  if (image === image.trim()) return []
  return [invalid(at.child('image'), image, 'must not have leading or trailing whitespace')]
}
