import { type Controller, keyOfPresent } from '../controller.ts'
import { keysOfLacking, keysOfOwned } from '../owner-watches.ts'
import type { Flavour } from './flavour.ts'
import { failureCondition } from './status.ts'

/** The changes that the controller of a flavour has to look at. */
export function watchesOf({ resource, kind, asReplicaSet }: Flavour): Controller['watches'] {
  const keysOfFailed = keysOfLacking(resource, owner => failureCondition(asReplicaSet(owner)) !== undefined)
  return {
    [resource]: keyOfPresent,
    pods: keysOfOwned({ resource, kind, selectorOf: owner => asReplicaSet(owner).spec?.selector }),
    resourcequotas: keysOfFailed,
    limitranges: keysOfFailed,
    serviceaccounts: keysOfFailed,
  }
}
