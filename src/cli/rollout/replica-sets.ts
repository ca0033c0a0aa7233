import type { KubeObject } from '../../api/object.ts'
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../api/types.gen.ts'
import { controllerOf } from '../../apimachinery/controller-ref.ts'
import { labelSelectorText } from '../../apimachinery/labels/selector.ts'
import { type Client, listObjects } from '../../client/client.ts'

export const REVISION = 'deployment.kubernetes.io/revision'

const REPLICA_SETS = { group: 'apps', version: 'v1', resource: 'replicasets' }
const POD_TEMPLATE_HASH = 'pod-template-hash'

/** The revision that an object says it is of; 0 where it says nothing, undefined where it is no number. */
export function revisionOf({ metadata }: KubeObject): number | undefined {
  const text = metadata.annotations?.[REVISION]
  if (text === undefined) return 0
  return /^[+-]?[0-9]{1,18}$/.test(text) ? Number(text) : undefined
}

/** A Deployment's replica sets by revision. Throws StatusError. */
export async function replicaSetsByRevision(
  client: Client,
  { metadata, spec }: Deployment,
): Promise<Map<number, ReplicaSet>> {
  const labelSelector = labelSelectorText(spec?.selector)
  const all = await listObjects<ReplicaSet>(client, REPLICA_SETS, metadata.namespace ?? '', { labelSelector })
  const found = new Map<number, ReplicaSet>()
  for (const replicaSet of all) {
    const revision = revisionOf(replicaSet)
    if (revision !== undefined && controllerOf(replicaSet)?.uid === metadata.uid) found.set(revision, replicaSet)
  }
  return found
}

/** A template without the hash that the deployment controller labels a replica set's with. */
export function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const { [POD_TEMPLATE_HASH]: _, ...labels } = template?.metadata?.labels ?? {}
  return { ...template, metadata: { ...template?.metadata, labels } }
}
