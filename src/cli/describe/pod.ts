import type { KubeObject } from '../../api/object.ts'
import type { Container, Pod } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import { writeContainers } from './containers.ts'
import type { DescribeContext } from './describer.ts'
import { eventReference, eventsFor, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { writeControlledBy } from './owner.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { writeResources } from './resources.ts'
import { writeSchedulingGroup } from './scheduling-group.ts'
import { rfc1123z } from './times.ts'
import { writeTolerations } from './tolerations.ts'
import { writeTopologySpread } from './topology-spread.ts'
import { writeVolumes } from './volumes.ts'

/** On a pod that a kubelet runs from a file: what its events have for the UID. */
const MIRROR_POD = 'kubernetes.io/config.mirror'

/** kubectl describe (PodDescriber). */
export async function describePod(object: KubeObject, context: DescribeContext): Promise<string> {
  const pod = object as Pod
  const uid = pod.metadata.annotations?.[MIRROR_POD] ?? pod.metadata.uid
  const events = await eventsFor(context, { ...eventReference(pod), kind: undefined, uid })
  return describeText(w => {
    writePlacement(w, pod)
    writeLabels(w, 'Labels', pod.metadata.labels)
    writeAnnotations(w, 'Annotations', pod.metadata.annotations)
    writeStatus(w, pod, context.now)
    writeAllContainers(w, pod)
    writeConditions(w, pod)
    const { spec } = pod
    writeVolumes(w, spec?.volumes)
    w.write(0, `QoS Class:\t${pod.status?.qosClass ?? ''}\n`)
    writeLabels(w, 'Node-Selectors', spec?.nodeSelector)
    writeTolerations(w, 'Tolerations', spec?.tolerations)
    writeTopologySpread(w, spec?.topologySpreadConstraints)
    writeSchedulingGroup(w, spec?.schedulingGroup)
    writeEvents(w, events, context.now)
  })
}

function writePlacement(w: PrefixWriter, { metadata, spec, status }: Pod): void {
  w.write(0, `Name:\t${metadata.name ?? ''}\n`)
  w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
  if (spec?.priority !== undefined) w.write(0, `Priority:\t${spec.priority}\n`)
  if (spec?.priorityClassName) w.write(0, `Priority Class Name:\t${spec.priorityClassName}\n`)
  if (spec?.runtimeClassName) w.write(0, `Runtime Class Name:\t${spec.runtimeClassName}\n`)
  if (spec?.serviceAccountName) w.write(0, `Service Account:\t${spec.serviceAccountName}\n`)
  w.write(0, `Node:\t${spec?.nodeName ? `${spec.nodeName}/${status?.hostIP ?? ''}` : '<none>'}\n`)
  if (status?.startTime) w.write(0, `Start Time:\t${rfc1123z(status.startTime)}\n`)
}

function writeStatus(w: PrefixWriter, pod: Pod, now: Date): void {
  const { metadata, spec, status = {} } = pod
  if (metadata.deletionTimestamp && status.phase !== 'Failed' && status.phase !== 'Succeeded') {
    w.write(0, `Status:\tTerminating (lasts ${translateTimestampSince(metadata.deletionTimestamp, now)})\n`)
    w.write(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s\n`)
  } else w.write(0, `Status:\t${status.phase ?? ''}\n`)
  if (status.reason) w.write(0, `Reason:\t${status.reason}\n`)
  if (status.message) w.write(0, `Message:\t${status.message}\n`)
  const seccomp = spec?.securityContext?.seccompProfile
  if (seccomp) w.write(0, `SeccompProfile:\t${seccomp.type}\n`)
  if (seccomp?.type === 'Localhost') w.write(0, `LocalhostProfile:\t${seccomp.localhostProfile ?? ''}\n`)
  w.write(0, `IP:\t${status.podIP ?? ''}\n`)
  w.write(0, `IPs:${status.podIPs?.length ? '' : '\t<none>'}\n`)
  for (const { ip } of status.podIPs ?? []) w.write(1, `IP:\t${ip}\n`)
  writeControlledBy(w, pod)
  if (status.nominatedNodeName) w.write(0, `NominatedNodeName:\t${status.nominatedNodeName}\n`)
  if (!spec?.resources) return
  w.write(0, 'Resources:\n')
  writeResources(w, 1, spec.resources)
}

function writeAllContainers(w: PrefixWriter, pod: Pod): void {
  const { spec, status } = pod
  if (spec?.initContainers?.length) {
    writeContainers(w, 'Init Containers', spec.initContainers, { pod, statuses: status?.initContainerStatuses })
  }
  writeContainers(w, 'Containers', spec?.containers ?? [], { pod, statuses: status?.containerStatuses })
  if (spec?.ephemeralContainers?.length) {
    const containers: readonly Container[] = spec.ephemeralContainers
    writeContainers(w, 'Ephemeral Containers', containers, { pod, statuses: status?.ephemeralContainerStatuses })
  }
}

function writeConditions(w: PrefixWriter, { spec, status }: Pod): void {
  const conditions = status?.conditions ?? []
  if (spec?.readinessGates?.length) {
    w.write(0, 'Readiness Gates:\n  Type\tStatus\n')
    for (const { conditionType } of spec.readinessGates) {
      const condition = conditions.find(c => c.type === conditionType)
      w.write(1, `${conditionType} \t${condition?.status ?? '<none>'} \n`)
    }
  }
  if (conditions.length === 0) return
  w.write(0, 'Conditions:\n  Type\tStatus\n')
  for (const { type, status } of conditions) w.write(1, `${type} \t${status} \n`)
}
