import { withGroup } from '../../../api/object.ts'
import type { PolicyRule } from '../../../api/types.gen.ts'
import { BareError, CommandError } from '../../errors.ts'
import { type Flag, stringArrayFlag, stringSliceFlag } from '../../flags/flag.ts'
import type { Io } from '../../io.ts'
import type { ResourceMapper } from '../../resource/mapper.ts'

/** A resource as `--resource` names it: pods, deployments.apps, pods/log. */
export interface RuleResource {
  resource: string
  group: string
  subresource: string
}

export const ruleFlags: readonly Flag[] = [
  stringSliceFlag('resource', 'A resource that the rule is about'),
  stringArrayFlag('resource-name', 'The name of an object that the rule is about'),
  stringSliceFlag('verb', 'What the rule allows to do'),
]

const VERBS = '* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(
  ' ',
)

/** Verbs that only mean something for certain resources ("resource" or "resource.group"). */
const SPECIAL_VERBS = new Map([
  ['use', ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions']],
  ['bind', ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io']],
  ['escalate', ['roles.rbac.authorization.k8s.io', 'clusterroles.rbac.authorization.k8s.io']],
  ['impersonate', ['users', 'serviceaccounts', 'groups', 'userextras.authentication.k8s.io']],
])

/** `--verb`s without those that are given twice; "*" stands for all. */
export function distinctVerbs(verbs: readonly string[]): string[] {
  return verbs.includes('*') ? ['*'] : [...new Set(verbs)]
}

/** Reads `--resource`s; "*" alone makes up for all that follow. */
export function parseRuleResources(texts: readonly string[]): RuleResource[] {
  const resources: RuleResource[] = []
  for (const text of texts) {
    const [name, subresource = ''] = splitOnce(text, '/')
    const [resource, group = ''] = splitOnce(name!, '.')
    const parsed = { resource: resource!, group, subresource }
    if (text === '*') return [parsed]
    resources.push(parsed)
  }
  return resources
}

function splitOnce(text: string, at: string): string[] {
  const index = text.indexOf(at)
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}

/** Tells of verbs that are unusual. */
export function warnOfVerbs(verbs: readonly string[], io: Io): void {
  for (const verb of verbs) if (!VERBS.includes(verb)) io.err(`Warning: '${verb}' is not a standard resource verb\n`)
}

/** Refuses resources that the cluster has not, and verbs that do not suit them. Throws CommandError. */
export function validateResources(
  resources: readonly RuleResource[],
  verbs: readonly string[],
  mapper: ResourceMapper,
): void {
  for (const wanted of resources) {
    if (wanted.resource === '') throw new CommandError('resource must be specified if apiGroup/subresource specified')
    if (wanted.resource === '*') return
    const { resource, group, known } = lookUp(wanted, mapper)
    let special = false
    for (const verb of verbs) {
      const suited = SPECIAL_VERBS.get(verb)
      if (!suited) continue
      special = suited.includes(withGroup(resource, group))
      if (!special) throw new CommandError(`can not perform '${verb}' on '${resource}' in group '${group}'`)
    }
    if (known || special) continue
    const where = wanted.group === '' ? '' : ` in group ${JSON.stringify(wanted.group)}`
    throw new BareError(`the server doesn't have a resource type ${JSON.stringify(wanted.resource)}${where}`)
  }
}

/** The full name and group of a resource; as it was given where the cluster does not know it. */
function lookUp(
  { resource, group }: RuleResource,
  mapper: ResourceMapper,
): { resource: string; group: string; known: boolean } {
  const found = resource === '' ? undefined : mapper.find(withGroup(resource, group))
  return found ? { resource: found.resource, group: found.group, known: true } : { resource, group, known: false }
}

/** One rule for each API group, in the order of the alphabet, and one for URLs. */
export function policyRules(
  resources: readonly RuleResource[],
  verbs: string[],
  resourceNames: string[],
  nonResourceURLs: string[],
  mapper: ResourceMapper,
): PolicyRule[] {
  const groups = new Map<string, Set<string>>()
  for (const wanted of resources) {
    const { resource, group } = lookUp(wanted, mapper)
    const members = groups.get(group) ?? new Set()
    groups.set(group, members.add(wanted.subresource === '' ? resource : `${resource}/${wanted.subresource}`))
  }
  const rules: PolicyRule[] = [...groups.keys()].sort().map(group => ({
    verbs,
    apiGroups: [group],
    resources: [...groups.get(group)!],
    ...(resourceNames.length ? { resourceNames } : {}),
  }))
  return nonResourceURLs.length ? [...rules, { verbs, nonResourceURLs }] : rules
}
