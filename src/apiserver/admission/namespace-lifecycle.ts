import type { Namespace } from '../../api/types.gen.ts'
import { forbidden, notFound } from '../../apimachinery/status.ts'
import type { WriteContext } from '../../kinds/kind.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'

const NAMESPACES = { group: '', resource: 'namespaces' }

/** Namespaces that a cluster cannot do without. */
const IMMORTAL = ['default', 'kube-system', 'kube-public']

function admit(attributes: AdmissionAttributes, context: WriteContext): void {
  const { verb, kind, namespace, name } = attributes
  if (kind.group === '' && kind.resource === 'namespaces') {
    if (verb === 'delete' && IMMORTAL.includes(name))
      throw forbidden(NAMESPACES, name, 'this namespace may not be deleted')
    return
  }
  if (namespace === '' || verb === 'delete' || isAccessReview(kind)) return
  const stored = context.get<Namespace>('namespaces', '', namespace)
  if (!stored) throw notFound(NAMESPACES, namespace)
  if (verb === 'create' && stored.status?.phase === 'Terminating') throw terminating(attributes)
}

function isAccessReview({ group, resource }: { group: string; resource: string }): boolean {
  return group === 'authorization.k8s.io' && resource === 'localsubjectaccessreviews'
}

function terminating({ kind, namespace, name, object }: AdmissionAttributes): Error {
  const shown = name || object?.metadata.name || object?.metadata.generateName || 'Unknown'
  const error = forbidden(
    kind,
    shown,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
  )
  error.status.details = {
    ...error.status.details,
    causes: [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  }
  return error
}

/** Keeps objects out of namespaces that do not exist or are being deleted, and some namespaces from being deleted at all. */
export const namespaceLifecycle: AdmissionPlugin = { name: 'NamespaceLifecycle', admit }
