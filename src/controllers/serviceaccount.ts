import type { Namespace, ServiceAccount } from '../api/types.gen.ts'
import { type Controller, type ControllerContext, keyOfPresent } from './controller.ts'

const NAME = 'default'

function sync(name: string, context: ControllerContext): void {
  const namespace = context.get<Namespace>('namespaces', '', name)
  if (namespace?.status?.phase !== 'Active' || context.get('serviceaccounts', name, NAME)) return
  context.create<ServiceAccount>('serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: NAME, namespace: name },
  })
}

/** Sees to it that every namespace has the ServiceAccount that pods run as when they name none. */
export const serviceAccountController: Controller = {
  name: 'service-account-controller',
  manager: 'kube-controller-manager',
  watches: {
    namespaces: keyOfPresent,
    serviceaccounts: ({ type, object }) =>
      type === 'DELETED' && object.metadata.name === NAME ? [object.metadata.namespace!] : [],
  },
  sync,
}
