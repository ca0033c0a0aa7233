import type { KubeObject } from '../../api/object.ts'
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../api/types.gen.ts'
import { controllerOf } from '../../apimachinery/controller-ref.ts'
import { equal } from '../../apimachinery/equality.ts'
import { writeReasons } from './conditions.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { listInChunks } from './list.ts'
import { writePodTemplate } from './pod-template.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { labelSelectorQuery } from './selectors.ts'
import { rfc1123z } from './times.ts'

const REPLICA_SETS = { group: 'apps', version: 'v1', resource: 'replicasets' }
const POD_TEMPLATE_HASH = 'pod-template-hash'

/** kubectl describe (DeploymentDescriber). */
export async function describeDeployment(object: KubeObject, context: DescribeContext): Promise<string> {
  const deployment = object as Deployment
  const events = await eventsOf(object, context)
  const replicaSets = await replicaSetsOf(deployment, context).catch(() => [])
  const current = replicaSets.find(rs => sameTemplate(rs.spec?.template, deployment.spec?.template))
  return describeText(w => {
    writeSpec(w, deployment)
    writePodTemplate(w, deployment.spec?.template ?? {})
    writeReasons(w, deployment.status?.conditions)
    if (replicaSets.length > 0) {
      const old = replicaSets.filter(rs => rs !== current)
      w.write(0, `OldReplicaSets:\t${replicaSetsText(old)}\n`)
      w.write(0, `NewReplicaSet:\t${replicaSetsText(current ? [current] : [])}\n`)
    }
    writeEvents(w, events, context.now)
  })
}

function writeSpec(w: PrefixWriter, { metadata, spec, status = {} }: Deployment): void {
  const strategy = spec?.strategy
  w.write(0, `Name:\t${metadata.name ?? ''}\n`)
  w.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`)
  w.write(0, `CreationTimestamp:\t${rfc1123z(metadata.creationTimestamp)}\n`)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.write(0, `Selector:\t${labelSelectorQuery(spec?.selector)}\n`)
  const replicas = [
    `${spec?.replicas ?? 0} desired`,
    `${status.updatedReplicas ?? 0} updated`,
    `${status.replicas ?? 0} total`,
    `${status.availableReplicas ?? 0} available`,
    `${status.unavailableReplicas ?? 0} unavailable`,
  ]
  w.write(0, `Replicas:\t${replicas.join(' | ')}\n`)
  w.write(0, `StrategyType:\t${strategy?.type ?? ''}\n`)
  w.write(0, `MinReadySeconds:\t${spec?.minReadySeconds ?? 0}\n`)
  if (!strategy?.rollingUpdate) return
  const { maxUnavailable, maxSurge } = strategy.rollingUpdate
  w.write(0, `RollingUpdateStrategy:\t${maxUnavailable ?? '<nil>'} max unavailable, ${maxSurge ?? '<nil>'} max surge\n`)
}

/** The replica sets that a deployment controls, the oldest first. Throws StatusError. */
async function replicaSetsOf(deployment: Deployment, context: DescribeContext): Promise<ReplicaSet[]> {
  const all = await listInChunks<ReplicaSet>(context, REPLICA_SETS, deployment.metadata.namespace ?? '', {
    labelSelector: labelSelectorQuery(deployment.spec?.selector),
  })
  const age = ({ metadata }: ReplicaSet): string => `${metadata.creationTimestamp ?? ''} ${metadata.name ?? ''}`
  return all.filter(rs => controllerOf(rs)?.uid === deployment.metadata.uid).sort((a, b) => (age(a) < age(b) ? -1 : 1))
}

/** Whether two templates are the same but for the hash that the deployment controller labels a replica set's with. */
function sameTemplate(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return equal(withoutHash(a), withoutHash(b))
}

function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const labels = Object.entries(template?.metadata?.labels ?? {}).filter(([key]) => key !== POD_TEMPLATE_HASH)
  return { ...template, metadata: { ...template?.metadata, labels: Object.fromEntries(labels) } }
}

function replicaSetsText(replicaSets: readonly ReplicaSet[]): string {
  const texts = replicaSets.map(
    ({ metadata, spec, status }) =>
      `${metadata.name} (${status?.replicas ?? 0}/${spec?.replicas ?? 0} replicas created)`,
  )
  return texts.join(', ') || '<none>'
}
