import type { PolicyRule, RoleRef } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import { breakDown, uncoveredRules } from '../../apimachinery/rbac/covers.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import type { PolicyObjects } from './policy-objects.ts'
import { isPrivileged } from './privileged.ts'
import { authorizeByRoles, grantsTo } from './rbac.ts'

const GROUP = 'rbac.authorization.k8s.io'

/** What all of a cluster's rules come to: what one must have to write a role that takes its rules from others. */
export const FULL_AUTHORITY: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
]

/**
 * Why a user may not give these rules to others, being without some of them; '' where they may. Source: ConfirmNoEscalation.
 */
export function escalation(
  user: UserInfo,
  namespace: string,
  rules: readonly PolicyRule[],
  objects: PolicyObjects,
): string {
  const { grants, errors } = grantsTo(user, namespace, objects)
  const missing = uncoveredRules(
    grants.flatMap(grant => grant.rules),
    rules,
  )
  if (missing.length === 0) return ''
  const texts = [...new Set(joinVerbs(missing).map(ruleText))].sort()
  const who = `user ${quote(user.username)} (groups=${list(user.groups)})`
  const unresolved = errors.length ? `; resolution errors: [${errors.join(' ')}]` : ''
  return `${who} is attempting to grant RBAC permissions not currently held:\n${texts.join('\n')}${unresolved}`
}

/** Whether a user may write roles ("escalate") or bindings to a role ("bind") without having what it allows. */
export function maySkip(
  verb: 'escalate' | 'bind',
  user: UserInfo,
  role: { kind: string; namespace: string; name: string },
  objects: PolicyObjects,
): boolean {
  if (isPrivileged(user)) return true
  const resource = role.kind === 'ClusterRole' ? 'clusterroles' : 'roles'
  const { namespace, name } = role
  const attributes = { user, isResource: true, verb, group: GROUP, resource, subresource: '', namespace, name } as const
  return authorizeByRoles(attributes, objects).allowed
}

/** What a binding is to, for `maySkip`. */
export const boundRole = ({ kind, name }: RoleRef, namespace: string) => ({ kind, namespace, name })

/** One rule for each resource, with all the verbs; rules about URLs stay as they are and come first. */
function joinVerbs(rules: readonly PolicyRule[]): PolicyRule[] {
  const urls: PolicyRule[] = []
  const byResource = new Map<string, PolicyRule>()
  for (const rule of rules.flatMap(breakDown)) {
    if (rule.nonResourceURLs) {
      urls.push(rule)
      continue
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames])
    const known = byResource.get(key)
    if (known) known.verbs.push(...rule.verbs)
    else byResource.set(key, { ...rule, verbs: [...rule.verbs] })
  }
  return [...urls, ...byResource.values()]
}

function ruleText({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const parts = [
    ['APIGroups', apiGroups],
    ['Resources', resources],
    ['NonResourceURLs', nonResourceURLs],
    ['ResourceNames', resourceNames],
    ['Verbs', verbs],
  ] as const
  return `{${parts.flatMap(([name, values]) => (values?.length ? [`${name}:${list(values)}`] : [])).join(', ')}}`
}

const list = (values: readonly string[]): string => `[${values.map(quote).join(' ')}]`
