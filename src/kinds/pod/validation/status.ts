import type { ContainerStatus, Pod, PodSpec, PodStatus } from '../../../api/types.gen.ts'
import { familyOf } from '../../../apimachinery/net/ip.ts'
import { isValidIPForLegacyField } from '../../../apimachinery/net/validation.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  invalidFor,
  path,
} from '../../../apimachinery/validation/field.ts'
import { isDNS1123Subdomain } from '../../../apimachinery/validation/names.ts'
import { isRestartableInitContainer } from '../visit-containers.ts'
import { validatePodAnnotationsUpdate } from './annotations.ts'
import { validateQualifiedName } from './formats.ts'

const SYSTEM_CONDITIONS = new Set(['PodScheduled', 'Ready', 'Initialized'])
const NEGATIVE = 'must be a non-negative integer'

/** An update of a pod's status: everything but its metadata (ValidatePodStatusUpdate). */
export function validatePodStatusUpdate(pod: Pod, old: Pod): ErrorList {
  const status = pod.status ?? {}
  const oldStatus = old.status ?? {}
  const spec = pod.spec ?? { containers: [] }
  const at = path('status')
  const { annotations } = pod.metadata
  const oldAnnotations = old.metadata.annotations
  const metadata = path('metadata', 'annotations')
  const errors =
    annotations || oldAnnotations ? validatePodAnnotationsUpdate(annotations, oldAnnotations, spec, metadata) : []
  errors.push(...validateConditions(status, at.child('conditions')))
  errors.push(...validateNominatedNode(status, oldStatus, old.spec?.nodeName ?? '', at.child('nominatedNodeName')))
  if ((status.observedGeneration ?? 0) < 0) {
    errors.push(invalid(at.child('observedGeneration'), status.observedGeneration, NEGATIVE))
  }
  if (status.qosClass !== oldStatus.qosClass) {
    errors.push(invalid(at.child('qosClass'), status.qosClass ?? '', 'field is immutable'))
  }
  for (const list of ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const) {
    errors.push(...validateTransitions(list, status[list], oldStatus[list], spec, at.child(list)))
  }
  errors.push(...validateClaimStatuses(status, spec, at.child('resourceClaimStatuses')))
  errors.push(...validateIPs(status.podIPs, oldStatus.podIPs, at.child('podIPs')))
  const hostIPs = at.child('hostIPs')
  const first = status.hostIPs?.[0]?.ip
  if (first !== undefined && first !== (status.hostIP ?? '')) {
    errors.push(invalid(hostIPs.index(0).child('ip'), first, 'must be equal to `hostIP`'))
  }
  return [...errors, ...validateIPs(status.hostIPs, oldStatus.hostIPs, hostIPs)]
}

function validateConditions(status: PodStatus, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  for (const [i, condition] of (status.conditions ?? []).entries()) {
    if ((condition.observedGeneration ?? 0) < 0) {
      errors.push(invalid(at.index(i).child('observedGeneration'), condition.observedGeneration, NEGATIVE))
    }
    if (!SYSTEM_CONDITIONS.has(condition.type))
      errors.push(...validateQualifiedName(condition.type ?? '', at.index(i).child('Type')))
  }
  return errors
}

function validateNominatedNode(status: PodStatus, old: PodStatus, nodeName: string, at: FieldPath): ErrorList {
  const name = status.nominatedNodeName ?? ''
  if (!name || name === (old.nominatedNodeName ?? '')) return []
  const errors = invalidFor(at, name, isDNS1123Subdomain(name))
  return nodeName ? [...errors, forbidden(at, 'may not be set on pods that are already bound to a node')] : errors
}

type StatusList = 'containerStatuses' | 'initContainerStatuses' | 'ephemeralContainerStatuses'

/** A container that has ended stays so, unless it may start again. */
function validateTransitions(
  list: StatusList,
  statuses: readonly ContainerStatus[] | undefined,
  old: readonly ContainerStatus[] | undefined,
  spec: PodSpec,
  at: FieldPath,
): ErrorList {
  if (!old?.length || (list !== 'ephemeralContainerStatuses' && mayRestartAll(spec))) return []
  return old.flatMap((before, i) => {
    const ended = before.state?.terminated
    const now = statuses?.find(s => s.name === before.name)
    if (!ended || !now || now.state?.terminated) return []
    if (mayRestart(list, before.name, ended.exitCode ?? 0, spec)) return []
    return [forbidden(at.index(i).child('state'), 'may not be transitioned to non-terminated state')]
  })
}

function mayRestartAll(spec: PodSpec): boolean {
  return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].some(c =>
    c.restartPolicyRules?.some(r => r.action === 'RestartAllContainers'),
  )
}

function mayRestart(list: StatusList, name: string, exitCode: number, spec: PodSpec): boolean {
  if (list === 'ephemeralContainerStatuses') return false
  const containers = list === 'containerStatuses' ? spec.containers : spec.initContainers
  const container = containers?.find(c => c.name === name)
  if (!container) return false
  for (const { action, exitCodes } of container.restartPolicyRules ?? []) {
    const listed = exitCodes?.values?.includes(exitCode) ?? false
    if (action === 'Restart' && exitCodes && (exitCodes.operator === 'In') === listed) return true
  }
  if (isRestartableInitContainer(container)) return true
  const policy = container.restartPolicy ?? spec.restartPolicy
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0)
}

function validateClaimStatuses(status: PodStatus, spec: PodSpec, at: FieldPath): ErrorList {
  if (!status.resourceClaimStatuses?.length) return []
  const seen = new Set<string>()
  return status.resourceClaimStatuses.flatMap((claim, i) => {
    const here = at.index(i)
    const errors: ErrorList = []
    if (!spec.resourceClaims?.some(c => c.name === claim.name)) {
      const rule = 'must match the name of an entry in `spec.resourceClaims`'
      errors.push(invalid(here.child('name'), claim.name, rule))
    }
    if (seen.has(claim.name)) errors.push(duplicate(here.child('name'), claim.name))
    seen.add(claim.name)
    const name = claim.resourceClaimName
    if (name === undefined) return errors
    return [...errors, ...invalidFor(here.child('resourceClaimName'), name, isDNS1123Subdomain(name))]
  })
}

/** At most one address of each family; what was there before may stay. */
function validateIPs(
  ips: readonly { ip?: string }[] | undefined,
  old: readonly { ip?: string }[] | undefined,
  at: FieldPath,
): ErrorList {
  if (!ips?.length) return []
  const addresses = ips.map(i => i.ip ?? '')
  const before = (old ?? []).map(i => i.ip ?? '')
  const errors = addresses.flatMap((ip, i) => isValidIPForLegacyField(at.index(i), ip, before))
  if (addresses.length > 1 && new Set(addresses.map(familyOf)).size !== addresses.length) {
    const value = addresses.map(ip => ({ IP: ip }))
    errors.push(invalid(at, value, 'may specify no more than one IP for each IP family'))
  }
  return errors
}
