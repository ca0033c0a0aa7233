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
  /**
   * Carries out one write and all that follows from it, or nothing of it. Throws StatusError; after anything else that it throws, a
   * defect, the path is of no further use.
   */
  write(request: ApiRequest, user: UserInfo): ApiResponse
  /** Brings the cluster to its fixpoint, where time has passed. What it throws is a defect; nothing has changed then. */
  reconcile(): void
  /** When a controller next has something to do (ms since 1970), 0 for never. */
  wake(): number
}

/** The write path over a store; an empty store becomes a new cluster. */
export function openWritePath(environment: Environment, store: TransactionalStore): WritePath {
  const admission = new Admission(admissionPlugins)
  const manager = new ControllerManager(controllers, environment, store, admission)
  if (store.revision === 0) bootstrap(store, environment.clock, environment.random)
  const transact = <T>(action: () => T): T => {
    const point = store.savepoint()
    try {
      return action()
    } catch (error) {
      store.rollback(point)
      store.takeChanges()
      manager.reset()
      throw error
    }
  }
  return {
    write: (request, user) =>
      transact(() => {
        const point = store.savepoint()
        const response = write(environment, admission, request, user)
        if (isDryRun(request)) {
          store.rollback(point)
          store.takeChanges()
        } else manager.reconcile()
        return response
      }),
    reconcile: () => transact(() => manager.reconcile()),
    wake: () => manager.wake(),
  }
}

function isDryRun(request: ApiRequest): boolean {
  const value = request.query?.dryRun
  const body = request.body as { dryRun?: unknown } | undefined
  return (
    value === 'All' ||
    (Array.isArray(value) && value.includes('All')) ||
    (request.method === 'DELETE' && Array.isArray(body?.dryRun))
  )
}
