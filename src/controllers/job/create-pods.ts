import type { Container, EnvVar, Job, Pod, PodTemplateSpec } from '../../api/types.gen.ts'
import { newControllerRef } from '../../apimachinery/controller-ref.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { COMPLETION_INDEX, TRACKING_FINALIZER } from '../../kinds/job/labels.ts'
import type { ControllerContext } from '../controller.ts'
import { isNamespaceTerminating, podFromTemplate } from '../workloads/pod-control.ts'
import { failedPodOf, failureCounts } from './failed-indexes.ts'

export const COMPONENT = 'job-controller'
const INDEX_VARIABLE: EnvVar = {
  name: 'JOB_COMPLETION_INDEX',
  valueFrom: { fieldRef: { fieldPath: `metadata.labels['${COMPLETION_INDEX}']` } },
}
/** Names that are generated end in a dash and five characters. */
const MAX_GENERATE_NAME_LENGTH = 58

/** Creates so many pods of a job and says how many came to be; records an event for each, and for a refusal, after which it stops. */
export function createJobPods(job: Job, count: number, context: ControllerContext): number {
  return create(
    job,
    Array.from({ length: count }, () => podOf(job, job.spec!.template)),
    context,
  )
}

/** As createJobPods, one pod for each index. */
export function createIndexedPods(
  job: Job,
  indexes: readonly number[],
  pods: readonly Pod[],
  context: ControllerContext,
): number {
  return create(
    job,
    indexes.map(index => indexedPod(job, index, pods)),
    context,
  )
}

function create(job: Job, pods: readonly Pod[], context: ControllerContext): number {
  let created = 0
  for (const pod of pods) {
    try {
      const { metadata } = context.create<Pod>('pods', pod)
      created++
      const message = `Created pod: ${metadata.name}`
      context.event({ about: job, type: 'Normal', reason: 'SuccessfulCreate', message, component: COMPONENT })
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      if (isNamespaceTerminating(error)) break
      const message = `Error creating: ${error.message}`
      context.event({ about: job, type: 'Warning', reason: 'FailedCreate', message, component: COMPONENT })
      break
    }
  }
  return created
}

function podOf(job: Job, template: PodTemplateSpec): Pod {
  const pod = podFromTemplate(template, job, newControllerRef(job, 'batch/v1', 'Job'))
  const finalizers = pod.metadata.finalizers ?? []
  if (!finalizers.includes(TRACKING_FINALIZER)) pod.metadata.finalizers = [...finalizers, TRACKING_FINALIZER]
  return pod
}

function indexedPod(job: Job, index: number, pods: readonly Pod[]): Pod {
  const { template, backoffLimitPerIndex } = job.spec!
  const { spec, metadata } = template
  const counts = backoffLimitPerIndex === undefined ? {} : failureCounts(failedPodOf(index, pods, job), job)
  const pod = podOf(job, {
    metadata: {
      ...metadata,
      labels: { ...metadata?.labels, [COMPLETION_INDEX]: String(index) },
      annotations: { ...metadata?.annotations, [COMPLETION_INDEX]: String(index), ...counts },
    },
    spec: {
      ...spec,
      hostname: `${job.metadata.name}-${index}`,
      containers: (spec?.containers ?? []).map(withIndexVariable),
      ...(spec?.initContainers && { initContainers: spec.initContainers.map(withIndexVariable) }),
    },
  })
  pod.metadata.generateName = prefixOf(job.metadata.name!, index)
  return pod
}

function withIndexVariable(container: Container): Container {
  if (container.env?.some(variable => variable.name === INDEX_VARIABLE.name)) return container
  return { ...container, env: [...(container.env ?? []), INDEX_VARIABLE] }
}

function prefixOf(name: string, index: number): string {
  const end = `-${index}-`
  return name.slice(0, MAX_GENERATE_NAME_LENGTH - end.length) + end
}
