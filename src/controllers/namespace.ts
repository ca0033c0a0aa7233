import type { Namespace } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import { KUBERNETES_FINALIZER } from '../kinds/namespace/finalizers.ts'
import type { Change } from '../storage/store.ts'
import type { Controller, ControllerContext } from './controller.ts'
import { terminatingConditions } from './namespace/conditions.ts'
import { deleteContents } from './namespace/contents.ts'

function sync(name: string, context: ControllerContext): void {
  const namespace = context.get<Namespace>('namespaces', '', name)
  if (namespace?.metadata.deletionTimestamp === undefined) return
  const finalizers = namespace.spec?.finalizers ?? []
  if (finalizers.length === 0) return
  const { failures, resources, finalizers: held } = deleteContents(name, context)
  if (resources.size > 0 || failures.length > 0) {
    const old = namespace.status?.conditions
    const conditions = terminatingConditions(old, { resources, finalizers: held }, failures, context.clock.now())
    if (!equal(conditions, old))
      context.updateStatus<Namespace>('namespaces', { ...namespace, status: { ...namespace.status, conditions } })
    return
  }
  if (finalizers.includes(KUBERNETES_FINALIZER)) finalize(namespace, finalizers, context)
}

/** The contents are gone: the namespace may go as far as Kubernetes itself is concerned. */
function finalize(namespace: Namespace, finalizers: readonly string[], context: ControllerContext): void {
  const others = finalizers.filter(finalizer => finalizer !== KUBERNETES_FINALIZER)
  const finalized: Namespace = { ...namespace, spec: { ...namespace.spec, finalizers: others } }
  context.createSubresource('namespaces', '', namespace.metadata.name!, 'finalize', finalized)
}

/** Any change in a namespace that is being deleted may be the last that it waited for; what comes is not. */
function keysOfContents({ type, object }: Change, context: ControllerContext): string[] {
  const { namespace } = object.metadata
  if (!namespace || type === 'ADDED') return []
  const deleting = context.get('namespaces', '', namespace)?.metadata.deletionTimestamp !== undefined
  return deleting ? [namespace] : []
}

/** Empties namespaces that are being deleted, and lets them go. */
export const namespaceController: Controller = {
  name: 'namespace-controller',
  manager: 'kube-controller-manager',
  watches: {
    '*': keysOfContents,
    namespaces: ({ type, object }) =>
      type !== 'DELETED' && object.metadata.deletionTimestamp !== undefined ? [object.metadata.name!] : [],
  },
  sync,
}
