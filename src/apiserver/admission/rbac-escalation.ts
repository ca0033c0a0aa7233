import type { ClusterRole, RoleBinding } from '../../api/types.gen.ts'
import { forbidden, notFound } from '../../apimachinery/status.ts'
import type { WriteContext } from '../../kinds/kind.ts'
import { boundRole, escalation, FULL_AUTHORITY, maySkip } from '../authorization/escalation.ts'
import { rulesOf } from '../authorization/rbac.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'

const GROUP = 'rbac.authorization.k8s.io'

/**
 * Nobody gives others what they have not themselves. Kubernetes checks this in the storage of roles and bindings, between admission
 * and validation: this plugin is the last.
 */
function admit({ verb, kind, namespace, object }: AdmissionAttributes, context: WriteContext): void {
  if (kind.group !== GROUP || verb === 'delete' || !object) return
  const { user } = context
  const name = object.metadata.name ?? ''
  if (kind.resource === 'roles' || kind.resource === 'clusterroles') {
    if (maySkip('escalate', user, { kind: kind.kind, namespace, name }, context)) return
    const { aggregationRule, rules = [] } = object as ClusterRole
    refuse(aggregationRule ? FULL_AUTHORITY : rules)
    return
  }
  const { roleRef } = object as RoleBinding
  if (maySkip('bind', user, boundRole(roleRef, namespace), context)) return
  const rules = rulesOf(roleRef, namespace, context)
  const resource = roleRef.kind === 'ClusterRole' ? 'clusterroles' : 'roles'
  if (typeof rules === 'string') throw notFound({ group: GROUP, resource }, roleRef.name)
  refuse(rules)

  function refuse(granted: Parameters<typeof escalation>[2]): void {
    const why = escalation(user, namespace, granted, context)
    if (why !== '') throw forbidden(kind, name, why)
  }
}

export const rbacEscalation: AdmissionPlugin = { name: 'RBACEscalation', admit }
