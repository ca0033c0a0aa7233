import type { Container, PodSpec } from '../../api/types.gen.ts'
import { canonicalPodSpec } from './canonical-spec.ts'
import { setContainerDefaults } from './container-defaults.ts'
import { setPodLevelResourceDefaults } from './pod-level-resources.ts'
import { setVolumeDefaults } from './volume-defaults.ts'

/**
 * A complete copy of the spec of a pod template: canonical form and the defaults that templates have too.
 * Source: pkg/apis/core/v1/defaults.go (SetDefaults_PodSpec and the types below it).
 */
export function completeTemplateSpec(spec: PodSpec | undefined): PodSpec {
  const complete = canonicalPodSpec(spec)
  complete.volumes?.forEach(setVolumeDefaults)
  for (const list of [complete.initContainers, complete.containers, complete.ephemeralContainers]) {
    list?.forEach(setContainerDefaults)
  }
  complete.dnsPolicy ??= 'ClusterFirst'
  complete.restartPolicy ||= 'Always'
  complete.securityContext ??= {}
  complete.terminationGracePeriodSeconds ??= 30
  complete.schedulerName ??= 'default-scheduler'
  return complete
}

/** A complete copy of the spec of a pod: what a template has, and what only materializes in pods (SetDefaults_Pod). */
export function completePodSpec(spec: PodSpec | undefined): PodSpec {
  const complete = completeTemplateSpec(spec)
  for (const list of [complete.containers, complete.initContainers]) list?.forEach(requestLimits)
  setPodLevelResourceDefaults(complete)
  complete.enableServiceLinks ??= true
  if (complete.hostNetwork) {
    for (const list of [complete.containers, complete.initContainers]) list?.forEach(openOnHost)
  }
  return complete
}

/** A limit without a request requests what it limits. */
function requestLimits(container: Container): void {
  const resources = container.resources
  if (resources?.limits) resources.requests = { ...resources.limits, ...resources.requests }
}

function openOnHost(container: Container): void {
  for (const port of container.ports ?? []) port.hostPort ??= port.containerPort
}
