import type { PersistentVolumeClaim, Pod, PodSpec, PodTemplateSpec, StatefulSet, Volume } from '../../api/types.gen.ts'
import { newControllerRef } from '../../apimachinery/controller-ref.ts'
import { REVISION_HASH_LABEL } from '../history/controller-revisions.ts'
import { podFromTemplate } from '../workloads/pod-control.ts'

const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name'
const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index'

/** The name that a pod's own name says it has from its set, and its place in it; -1 for a name without a number. */
function parentAndOrdinal(name: string): { parent: string; ordinal: number } {
  const parts = /^(.*)-([0-9]+)$/.exec(name)
  const ordinal = parts ? Number(parts[2]) : -1
  return parts && ordinal <= 2147483647 ? { parent: parts[1]!, ordinal } : { parent: '', ordinal: -1 }
}

export const ordinalOf = (pod: Pod): number => parentAndOrdinal(pod.metadata.name ?? '').ordinal

/** Whether the pod is called as one of the set's. */
export const isMember = (set: StatefulSet, pod: Pod): boolean =>
  parentAndOrdinal(pod.metadata.name ?? '').parent === set.metadata.name

export const startOrdinal = (set: StatefulSet): number => set.spec?.ordinals?.start ?? 0

export const revisionOf = (pod: Pod): string => pod.metadata.labels?.[REVISION_HASH_LABEL] ?? ''

/** The claims that a pod of the set has, in the order of their templates. Names are as "data-web-0". */
export function claimsOf(set: StatefulSet, ordinal: number): { volume: string; claim: PersistentVolumeClaim }[] {
  return (set.spec?.volumeClaimTemplates ?? []).map(template => {
    const volume = template.metadata.name ?? ''
    const { status: _, ...claim } = template
    const labels = { ...template.metadata.labels, ...set.spec?.selector?.matchLabels }
    const metadata = {
      ...template.metadata,
      name: `${volume}-${set.metadata.name}-${ordinal}`,
      namespace: set.metadata.namespace!,
      ...(Object.keys(labels).length ? { labels } : {}),
    }
    return { volume, claim: { ...claim, metadata } }
  })
}

/** The pod of a place, of a template and under the name of its revision (newVersionedStatefulSetPod). */
export function newPod(set: StatefulSet, template: PodTemplateSpec, revision: string, ordinal: number): Pod {
  const pod = podFromTemplate(template, set, newControllerRef(set, 'apps/v1', 'StatefulSet'))
  const name = `${set.metadata.name}-${ordinal}`
  pod.metadata.name = name
  pod.metadata.labels = { ...identityLabels(pod.metadata.labels, name, ordinal), [REVISION_HASH_LABEL]: revision }
  const spec: PodSpec = { ...pod.spec!, hostname: name }
  if (set.spec?.serviceName) spec.subdomain = set.spec.serviceName
  return withClaims(set, { ...pod, spec }, ordinal)
}

/** Whether the pod still is who its set says it is (identityMatches, storageMatches). */
export function isAsItShouldBe(set: StatefulSet, pod: Pod): boolean {
  const { name, labels } = pod.metadata
  const ordinal = ordinalOf(pod)
  if (labels?.[POD_NAME_LABEL] !== name || labels?.[POD_INDEX_LABEL] !== String(ordinal)) return false
  const volumes = pod.spec?.volumes ?? []
  return claimsOf(set, ordinal).every(
    ({ volume, claim }) =>
      volumes.find(v => v.name === volume)?.persistentVolumeClaim?.claimName === claim.metadata.name,
  )
}

/** The pod with the labels that tell who it is, and its claims as volumes. */
export function withIdentity(set: StatefulSet, pod: Pod): Pod {
  const ordinal = ordinalOf(pod)
  const labels = identityLabels(pod.metadata.labels, pod.metadata.name!, ordinal)
  return withClaims(set, { ...pod, metadata: { ...pod.metadata, labels } }, ordinal)
}

function identityLabels(labels: Record<string, string> | undefined, name: string, ordinal: number) {
  return { ...labels, [POD_NAME_LABEL]: name, [POD_INDEX_LABEL]: String(ordinal) }
}

/** A claim takes the place of a volume of the same name. */
function withClaims(set: StatefulSet, pod: Pod, ordinal: number): Pod {
  const claims = claimsOf(set, ordinal)
  if (claims.length === 0) return pod
  const volumes: Volume[] = claims.map(({ volume, claim }) => ({
    name: volume,
    persistentVolumeClaim: { claimName: claim.metadata.name! },
  }))
  const others = (pod.spec?.volumes ?? []).filter(v => !claims.some(c => c.volume === v.name))
  return { ...pod, spec: { ...pod.spec!, volumes: [...volumes, ...others] } }
}
