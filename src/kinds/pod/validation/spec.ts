import type { PodSpec } from '../../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  invalidFor,
  notFound,
  notSupported,
  required,
} from '../../../apimachinery/validation/field.ts'
import { validateLabels } from '../../../apimachinery/validation/labels.ts'
import { isDNS1123Subdomain } from '../../../apimachinery/validation/names.ts'
import { visitContainers } from '../visit-containers.ts'
import { validateAffinity } from './affinity.ts'
import { validateContainers, validateEphemeralContainers, validateInitContainers } from './containers.ts'
import { validateDNSConfig, validateDNSPolicy, validateHostAliases, validateHostnameOverride } from './dns.ts'
import { validateDNS1123Label, validateInRange, validateQualifiedName } from './formats.ts'
import { validatePreemptionPolicy } from './preemption-policy.ts'
import { podClaimNames, validateResourceClaims } from './resource-claims.ts'
import { validateOverhead, validatePodResources } from './resources.ts'
import { validatePodSecurityContext } from './security-context.ts'
import { validateTolerations } from './tolerations.ts'
import { validateTopologySpreadConstraints } from './topology-spread.ts'
import { validateVolumes } from './volumes.ts'
import { validateForOS, validateHostProcesses } from './windows.ts'

const MAX_INT32 = 2 ** 31 - 1

/** The pod that a spec is of; for a template, none. */
interface PodOfSpec {
  name: string
  isMirror: boolean
}

/** A complete spec of a pod or of a pod template: everything that is wrong with it, in the API server's order (ValidatePodSpec). */
export function validatePodSpec(spec: PodSpec, pod: PodOfSpec | undefined, at: FieldPath): ErrorList {
  const volumes = validateVolumes(spec.volumes, pod?.name ?? '', at.child('volumes'))
  const claims = podClaimNames(spec)
  const around = { spec, volumes: volumes.valid, claims }
  return [
    ...(spec.terminationGracePeriodSeconds === undefined ? [required(at.child('terminationGracePeriodSeconds'))] : []),
    ...volumes.errors,
    ...validateResourceClaims(spec.resourceClaims, pod?.isMirror ?? false, at.child('resourceClaims')),
    ...validateContainers(around, at.child('containers')),
    ...validateInitContainers(around, at.child('initContainers')),
    ...validateEphemeralContainers(around, at.child('ephemeralContainers')),
    ...validatePodResources(spec, claims, at),
    ...validateHostNetworkPorts(spec, pod !== undefined, at.child('containers')),
    ...validateRestartPolicy(spec.restartPolicy, at.child('restartPolicy')),
    ...validateDNSPolicy(spec.dnsPolicy, at.child('dnsPolicy')),
    ...validateLabels(spec.nodeSelector, at.child('nodeSelector')),
    ...validatePodSecurityContext(spec, at.child('securityContext')),
    ...validateAffinity(spec.affinity, at.child('affinity')),
    ...validateDNSConfig(spec, at.child('dnsConfig')),
    ...validateGates(spec, at),
    ...validateTopologySpreadConstraints(spec.topologySpreadConstraints, at.child('topologySpreadConstraints')),
    ...validateHostProcesses(spec, at),
    ...validateHostUsers(spec, at),
    ...validateHostnameOverride(spec, at),
    ...validateNames(spec, at),
    ...validateOS(spec, at),
    ...validateFileKeyVolumes(spec, at),
  ]
}

/** On the host's network a port is the host's: pods must say so, templates may leave it open. */
function validateHostNetworkPorts(spec: PodSpec, isPod: boolean, at: FieldPath): ErrorList {
  if (!spec.hostNetwork) return []
  return (spec.containers ?? []).flatMap((container, i) =>
    (container.ports ?? []).flatMap((port, j) => {
      const hostPort = port.hostPort ?? 0
      if (hostPort === (port.containerPort ?? 0) || (!isPod && hostPort === 0)) return []
      const here = at.index(i).child('ports').index(j).child('hostPort')
      return [invalid(here, hostPort, 'must match `containerPort` when `hostNetwork` is true')]
    }),
  )
}

function validateRestartPolicy(policy: string | undefined, at: FieldPath): ErrorList {
  if (!policy) return [required(at)]
  const known = ['Always', 'OnFailure', 'Never']
  return known.includes(policy) ? [] : [notSupported(at, policy, known, 'given')]
}

function validateGates(spec: PodSpec, at: FieldPath): ErrorList {
  const seen = new Set<string>()
  return [
    ...(spec.readinessGates ?? []).flatMap((gate, i) =>
      validateQualifiedName(gate.conditionType ?? '', at.child('readinessGates').index(i).child('conditionType')),
    ),
    ...(spec.schedulingGates ?? []).flatMap((gate, i) => {
      const here = at.child('schedulingGates').index(i)
      const name = gate.name ?? ''
      const errors = validateQualifiedName(name, here)
      if (seen.has(name)) errors.push(duplicate(here, name))
      seen.add(name)
      return errors
    }),
  ]
}

/** What a pod with a user namespace of its own may not share with the host. */
function validateHostUsers(spec: PodSpec, at: FieldPath): ErrorList {
  if (spec.hostUsers !== false) return []
  const rule = 'when `hostUsers` is false'
  const errors: ErrorList = []
  if (spec.hostNetwork) errors.push(forbidden(at.child('hostNetwork'), rule))
  if (spec.hostPID) errors.push(forbidden(at.child('HostPID'), rule))
  if (spec.hostIPC) errors.push(forbidden(at.child('HostIPC'), rule))
  visitContainers(spec, at, (container, here) => {
    if (container.volumeDevices?.length) errors.push(forbidden(here.child('volumeDevices'), rule))
  })
  return errors
}

/** The fields that name something or are a single value, in the API server's order. */
function validateNames(spec: PodSpec, at: FieldPath): ErrorList {
  const subdomain = (field: 'serviceAccountName' | 'nodeName' | 'priorityClassName'): ErrorList =>
    spec[field] ? invalidFor(at.child(field), spec[field], isDNS1123Subdomain(spec[field])) : []
  const { activeDeadlineSeconds: deadline, runtimeClassName: runtime, preemptionPolicy: preemption } = spec
  return [
    ...subdomain('serviceAccountName'),
    ...subdomain('nodeName'),
    ...(deadline === undefined ? [] : validateInRange(deadline, 1, MAX_INT32, at.child('activeDeadlineSeconds'))),
    ...(spec.hostname ? validateDNS1123Label(spec.hostname, at.child('hostname')) : []),
    ...(spec.subdomain ? validateDNS1123Label(spec.subdomain, at.child('subdomain')) : []),
    ...validateTolerations(spec.tolerations, at.child('tolerations')),
    ...validateHostAliases(spec.hostAliases, at.child('hostAliases')),
    ...subdomain('priorityClassName'),
    ...(runtime === undefined ? [] : invalidFor(at.child('runtimeClassName'), runtime, isDNS1123Subdomain(runtime))),
    ...(preemption === undefined ? [] : validatePreemptionPolicy(preemption, at.child('preemptionPolicy'))),
    ...(spec.overhead ? validateOverhead(spec.overhead, at.child('overhead')) : []),
  ]
}

function validateOS(spec: PodSpec, at: FieldPath): ErrorList {
  if (!spec.os) return []
  const name = spec.os.name
  if (!name) return [required(at.child('os', 'name'))]
  if (name !== 'linux' && name !== 'windows') return [notSupported(at.child('os'), name, ['linux', 'windows'])]
  return validateForOS(spec, at)
}

/** Files that environment variables come from are in emptyDir volumes. */
function validateFileKeyVolumes(spec: PodSpec, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  visitContainers(spec, at, (container, here) => {
    container.env?.forEach((variable, i) => {
      const name = variable.valueFrom?.fileKeyRef?.volumeName
      if (!variable.valueFrom?.fileKeyRef) return
      const nameAt = here.child('env').index(i).child('valueFrom', 'fileKeyRef', 'volumeName')
      const volume = spec.volumes?.findLast(v => v.name === name)
      if (!volume) errors.push(notFound(nameAt, name ?? ''))
      else if (!volume.emptyDir) errors.push(invalid(nameAt, name, 'referenced volume must be of type emptyDir'))
    })
  })
  return errors
}
