import type { Pod } from '../../api/types.gen.ts'
import type { Controller } from '../controller.ts'
import { keyOfOthersChange } from '../workloads/own-status.ts'
import { keysOfLacking, keysOfOwned } from '../workloads/owner-watches.ts'
import { readyCondition } from '../workloads/pod-state.ts'
import type { Flavour } from './flavour.ts'
import { failureCondition } from './status.ts'

/** Whether all that counts about a pod is as it was: most pods are written twice before they are ready. */
function isAsBefore(pod: Pod, old: Pod | undefined): boolean {
  return (
    old !== undefined &&
    pod.status?.phase === old.status?.phase &&
    readyCondition(pod) === readyCondition(old) &&
    pod.metadata.labels === old.metadata.labels &&
    pod.metadata.ownerReferences === old.metadata.ownerReferences &&
    pod.metadata.deletionTimestamp === old.metadata.deletionTimestamp
  )
}

/** The changes that the controller of a flavour has to look at. */
export function watchesOf({ resource, kind, asReplicaSet }: Flavour): Controller['watches'] {
  const keysOfPod = keysOfOwned({ resource, kind, selectorOf: owner => asReplicaSet(owner).spec?.selector })
  const keysOfFailed = keysOfLacking(resource, owner => failureCondition(asReplicaSet(owner)) !== undefined)
  return {
    [resource]: keyOfOthersChange,
    pods: (change, context) =>
      isAsBefore(change.object as Pod, change.old as Pod | undefined) ? [] : keysOfPod(change, context),
    resourcequotas: keysOfFailed,
    limitranges: keysOfFailed,
    serviceaccounts: keysOfFailed,
  }
}
