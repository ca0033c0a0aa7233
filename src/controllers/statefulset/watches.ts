import type { StatefulSet } from '../../api/types.gen.ts'
import type { Change } from '../../storage/store.ts'
import type { Controller, ControllerContext } from '../controller.ts'
import { CLAIMS } from '../persistentvolume/names.ts'
import { keyOfOthersChange } from '../workloads/own-status.ts'
import { keysOfLacking, keysOfOwned } from '../workloads/owner-watches.ts'

export const STATEFUL_SETS = 'statefulsets.apps'

const keysOfIncomplete = keysOfLacking<StatefulSet>(
  STATEFUL_SETS,
  ({ spec, status }) => (status?.replicas ?? 0) < (spec?.replicas ?? 0),
)

/** A claim that is gone may have been what a pod was waiting for. */
function keysOfClaim(change: Change, context: ControllerContext): string[] {
  return change.type === 'DELETED' ? keysOfIncomplete(change, context) : []
}

export const statefulSetWatches: Controller['watches'] = {
  [STATEFUL_SETS]: keyOfOthersChange,
  pods: keysOfOwned({ resource: STATEFUL_SETS, kind: 'StatefulSet' }),
  [CLAIMS]: keysOfClaim,
  resourcequotas: keysOfIncomplete,
  limitranges: keysOfIncomplete,
  serviceaccounts: keysOfIncomplete,
}
