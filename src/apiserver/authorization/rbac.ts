import type {
  ClusterRole,
  ClusterRoleBinding,
  PolicyRule,
  Role,
  RoleBinding,
  RoleRef,
  Subject,
} from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import type { Attributes } from './attributes.ts'
import type { PolicyObjects } from './policy-objects.ts'
import { ruleAllows } from './rule-matching.ts'

const GROUP = 'rbac.authorization.k8s.io'

/** The rules that one binding gives to a user. */
export interface GrantedRules {
  rules: readonly PolicyRule[]
  /** `ClusterRoleBinding "x" of ClusterRole "y" to Group "z"`. */
  by: string
}

/** What an authorizer says. */
export interface Decision {
  allowed: boolean
  reason: string
}

/**
 * Everything that bindings give to a user: those of the cluster, then those of the namespace. A binding to a role that is not there gives
 * nothing; it is told in `errors`. Source: DefaultRuleResolver.
 */
export function grantsTo(
  user: UserInfo,
  namespace: string,
  objects: PolicyObjects,
): { grants: GrantedRules[]; errors: string[] } {
  const grants: GrantedRules[] = []
  const errors: string[] = []
  const collect = (binding: ClusterRoleBinding | RoleBinding, scope: string) => {
    const subject = binding.subjects?.find(s => appliesTo(s, user, scope))
    if (!subject) return
    const { roleRef } = binding
    const rules = rulesOf(roleRef, scope, objects)
    if (typeof rules === 'string') errors.push(rules)
    else grants.push({ rules, by: bindingText(binding, scope, subject) })
  }
  for (const binding of objects.list<ClusterRoleBinding>(`clusterrolebindings.${GROUP}`)) collect(binding, '')
  if (namespace !== '')
    for (const binding of objects.list<RoleBinding>(`rolebindings.${GROUP}`, namespace)) collect(binding, namespace)
  return { grants, errors }
}

/** The rules of the role that a binding refers to, or what is wrong with the reference. */
export function rulesOf(roleRef: RoleRef, namespace: string, objects: PolicyObjects): readonly PolicyRule[] | string {
  const isCluster = roleRef.kind === 'ClusterRole'
  const role = isCluster
    ? objects.get<ClusterRole>(`clusterroles.${GROUP}`, '', roleRef.name)
    : objects.get<Role>(`roles.${GROUP}`, namespace, roleRef.name)
  if (role) return role.rules ?? []
  return `${isCluster ? 'clusterrole' : 'role'}.${GROUP} ${quote(roleRef.name)} not found`
}

/** Role-based access control: what no rule allows is denied. */
export function authorizeByRoles(attributes: Attributes, objects: PolicyObjects): Decision {
  const namespace = attributes.isResource ? attributes.namespace : ''
  const { grants, errors } = grantsTo(attributes.user, namespace, objects)
  const grant = grants.find(({ rules }) => rules.some(rule => ruleAllows(attributes, rule)))
  if (grant) return { allowed: true, reason: `RBAC: allowed by ${grant.by}` }
  const told = [...new Set(errors)]
  if (told.length === 0) return { allowed: false, reason: '' }
  return { allowed: false, reason: `RBAC: ${told.length === 1 ? told[0] : `[${told.join(', ')}]`}` }
}

/** Whether a binding's subject is a user; accounts without a namespace are those of the binding's. */
function appliesTo(subject: Subject, user: UserInfo, namespace: string): boolean {
  switch (subject.kind) {
    case 'User':
      return user.username === subject.name
    case 'Group':
      return user.groups.includes(subject.name)
    case 'ServiceAccount': {
      const home = subject.namespace || namespace
      return home !== '' && user.username === `system:serviceaccount:${home}:${subject.name}`
    }
    default:
      return false
  }
}

function bindingText(binding: ClusterRoleBinding | RoleBinding, namespace: string, subject: Subject): string {
  const { roleRef, metadata } = binding
  const [kind, name] =
    namespace === '' ? ['ClusterRoleBinding', metadata.name] : ['RoleBinding', `${metadata.name}/${metadata.namespace}`]
  const whom = subject.kind === 'ServiceAccount' ? `${subject.name}/${subject.namespace || namespace}` : subject.name
  return `${kind} ${quote(name!)} of ${roleRef.kind} ${quote(roleRef.name)} to ${subject.kind} ${quote(whom)}`
}
