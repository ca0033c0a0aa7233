import type { ApiRequest, ApiResponse } from '../api/request.ts'
import { admissionPlugins } from '../apiserver/admission/plugins.ts'
import { Admission } from '../apiserver/registry/admit.ts'
import type { Environment } from '../apiserver/registry/request-context.ts'
import { write } from '../apiserver/write.ts'
import { controllers } from '../controllers/controllers.ts'
import { ControllerManager } from '../controllers/manager.ts'
import type { UserInfo } from '../kinds/kind.ts'
import type { TransactionalStore } from '../storage/transactional-store.ts'
import { bootstrap } from './bootstrap.ts'

/** Everything that is needed to change a cluster, and is not loaded by commands that only read. */
export interface WritePath {
  /** Carries out one write. Throws StatusError. */
  write(request: ApiRequest, user: UserInfo): ApiResponse
  /** Brings the cluster to its fixpoint. */
  reconcile(): void
  /** Forgets what the controllers had queued, after a rollback. */
  reset(): void
  /** When a controller next has something to do (ms since 1970), 0 for never. */
  wake(): number
}

/** The write path over a store; an empty store becomes a new cluster. */
export function openWritePath(environment: Environment, store: TransactionalStore): WritePath {
  const admission = new Admission(admissionPlugins)
  const manager = new ControllerManager(controllers, environment, store, admission)
  if (store.revision === 0) bootstrap(store, environment.clock, environment.random)
  return {
    write: (request, user) => write(environment, admission, request, user),
    reconcile: () => manager.reconcile(),
    reset: () => {
      store.takeChanges()
      manager.reset()
    },
    wake: () => manager.wake(),
  }
}
