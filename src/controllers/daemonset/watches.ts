import type { DaemonSet, Node } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import type { Change } from '../../storage/store.ts'
import { type Controller, type ControllerContext, objectKey } from '../controller.ts'
import { keyOfOthersChange } from '../workloads/own-status.ts'
import { keysOfLacking, keysOfOwned } from '../workloads/owner-watches.ts'
import { nodeFit } from './node-fit.ts'

export const DAEMON_SETS = 'daemonsets.apps'

/** A node concerns the sets for which its labels or taints make a difference. */
function keysOfNode({ type, object, old }: Change, context: ControllerContext): string[] {
  const [now, before] = [object as Node, old as Node | undefined]
  if (before && equal(now.metadata.labels, before.metadata.labels) && equal(now.spec, before.spec)) return []
  return context
    .list<DaemonSet>(DAEMON_SETS)
    .filter(set => type !== 'MODIFIED' || !before || !equal(nodeFit(set, now), nodeFit(set, before)))
    .map(objectKey)
}

const keysOfIncomplete = keysOfLacking<DaemonSet>(
  DAEMON_SETS,
  ({ status }) => (status?.currentNumberScheduled ?? 0) < (status?.desiredNumberScheduled ?? 0),
)

export const daemonSetWatches: Controller['watches'] = {
  [DAEMON_SETS]: keyOfOthersChange,
  pods: keysOfOwned({ resource: DAEMON_SETS, kind: 'DaemonSet' }),
  nodes: keysOfNode,
  resourcequotas: keysOfIncomplete,
  limitranges: keysOfIncomplete,
  serviceaccounts: keysOfIncomplete,
}
