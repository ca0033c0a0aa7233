import type { ConfigMap, Namespace } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import { type Controller, type ControllerContext, keyOfPresent } from './controller.ts'

const NAME = 'kube-root-ca.crt'
const DESCRIPTION = 'kubernetes.io/description'
const DESCRIPTION_TEXT =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.'

/** This cluster's API server has no certificate of its own, so the bundle is empty. */
export const ROOT_CA = ''
const DATA = { 'ca.crt': ROOT_CA }

function sync(name: string, context: ControllerContext): void {
  const namespace = context.get<Namespace>('namespaces', '', name)
  if (namespace?.status?.phase !== 'Active') return
  const present = context.get<ConfigMap>('configmaps', name, NAME)
  if (!present) {
    context.create<ConfigMap>('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: NAME, namespace: name, annotations: { [DESCRIPTION]: DESCRIPTION_TEXT } },
      data: DATA,
    })
    return
  }
  const { metadata, data } = present
  if (equal(data, DATA) && metadata.annotations?.[DESCRIPTION]) return
  const annotations = { ...metadata.annotations, [DESCRIPTION]: DESCRIPTION_TEXT }
  context.update<ConfigMap>('configmaps', { ...present, metadata: { ...metadata, annotations }, data: DATA })
}

/** Publishes the cluster's root certificates to every namespace, and restores what is changed there. */
export const rootCAPublisher: Controller = {
  name: 'root-ca-certificate-publisher',
  manager: 'kube-controller-manager',
  watches: {
    namespaces: keyOfPresent,
    configmaps: ({ object }) => (object.metadata.name === NAME ? [object.metadata.namespace!] : []),
  },
  sync,
}
