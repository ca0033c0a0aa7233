/** A rule of a Role or a ClusterRole. */
export interface Rule {
  verbs: string[]
  apiGroups?: string[]
  resources?: string[]
  resourceNames?: string[]
  nonResourceURLs?: string[]
}

const ALL = '*'

/**
 * The parts of `servant` rules, each of one verb and one thing, that no `owner` rule allows; empty where the owners allow all of it.
 * Source: component-helpers/auth/rbac/validation.Covers.
 */
export function uncoveredRules(owners: readonly Rule[], servants: readonly Rule[]): Rule[] {
  return servants.flatMap(breakDown).filter(part => !owners.some(owner => ruleCovers(owner, part)))
}

/** One rule for each combination of group, resource, verb and name, and of URL and verb. */
export function breakDown({
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
  verbs,
}: Rule): Rule[] {
  const rules: Rule[] = []
  for (const group of apiGroups)
    for (const resource of resources)
      for (const verb of verbs) {
        const rule = { apiGroups: [group], resources: [resource], verbs: [verb] }
        if (resourceNames.length === 0) rules.push(rule)
        for (const name of resourceNames) rules.push({ ...rule, resourceNames: [name] })
      }
  for (const url of nonResourceURLs) for (const verb of verbs) rules.push({ nonResourceURLs: [url], verbs: [verb] })
  return rules
}

function ruleCovers(owner: Rule, part: Rule): boolean {
  const names = owner.resourceNames ?? []
  return (
    hasAll(owner.verbs, part.verbs) &&
    hasAll(owner.apiGroups, part.apiGroups) &&
    (part.resources ?? []).every(resource => coversResource(owner.resources ?? [], resource)) &&
    (part.nonResourceURLs ?? []).every(url => (owner.nonResourceURLs ?? []).some(o => coversURL(o, url))) &&
    (names.length === 0 || (!!part.resourceNames?.length && part.resourceNames.every(name => names.includes(name))))
  )
}

function hasAll(owned: readonly string[] = [], wanted: readonly string[] = []): boolean {
  return owned.includes(ALL) || wanted.every(item => owned.includes(item))
}

function coversResource(owned: readonly string[], resource: string): boolean {
  if (owned.includes(ALL) || owned.includes(resource)) return true
  const slash = resource.indexOf('/')
  return slash >= 0 && owned.includes(ALL + resource.slice(slash))
}

/** Whether a rule's URL is that one, or all that begin like "/healthz*". */
export function coversURL(owned: string, url: string): boolean {
  return owned === url || (owned.endsWith(ALL) && url.startsWith(owned.replace(/\*+$/, '')))
}
