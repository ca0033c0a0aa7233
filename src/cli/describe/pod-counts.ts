import type { KubeObject } from '../../api/object.ts'
import type { Pod } from '../../api/types.gen.ts'
import { controllerOf } from '../../apimachinery/controller-ref.ts'
import type { DescribeContext } from './describer.ts'
import { listInChunks } from './list.ts'

const PHASES = ['Running', 'Pending', 'Succeeded', 'Failed']
const PODS = { group: '', version: 'v1', resource: 'pods' }

/**
 * How many pods of a workload are in which phase: `2 Running / 0 Waiting / 0 Succeeded / 0 Failed`. Only those that it
 * controls count. Throws StatusError.
 */
export async function podCounts(context: DescribeContext, owner: KubeObject, labelSelector: string): Promise<string> {
  const pods = await listInChunks<Pod>(context, PODS, owner.metadata.namespace ?? '', { labelSelector })
  const own = pods.filter(pod => controllerOf(pod)?.uid === owner.metadata.uid)
  const [running, waiting, succeeded, failed] = PHASES.map(
    phase => own.filter(pod => pod.status?.phase === phase).length,
  )
  return `${running} Running / ${waiting} Waiting / ${succeeded} Succeeded / ${failed} Failed`
}
