import type { PolicyRule } from '../../api/types.gen.ts'
import { goList } from './go-values.ts'

/**
 * Rules as describe shows them: one for each resource (and resource name) with all of its verbs, one for each verb of a
 * non-resource URL, sorted as the text of the rule, which begins with its verbs.
 */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const compact: PolicyRule[] = []
  const simple = new Map<string, PolicyRule>()
  for (const rule of rules.flatMap(breakDown)) {
    if (rule.nonResourceURLs) {
      compact.push(rule)
      continue
    }
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames])
    const existing = simple.get(key)
    if (!existing) simple.set(key, rule)
    else existing.verbs = [...new Set([...existing.verbs, ...rule.verbs])]
  }
  return [...compact, ...simple.values()]
    .map(rule => ({ rule, text: sortText(rule) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ rule }) => rule)
}

/** One rule for each combination of group, resource, verb and name, and of URL and verb. */
function breakDown({ apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [], verbs }: PolicyRule) {
  const rules: PolicyRule[] = []
  for (const group of apiGroups) {
    for (const resource of resources) {
      for (const verb of verbs) {
        const rule = { apiGroups: [group], resources: [resource], verbs: [verb] }
        if (resourceNames.length === 0) rules.push(rule)
        for (const name of resourceNames) rules.push({ ...rule, resourceNames: [name] })
      }
    }
  }
  for (const url of nonResourceURLs) for (const verb of verbs) rules.push({ nonResourceURLs: [url], verbs: [verb] })
  return rules
}

const sortText = ({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string =>
  [verbs, apiGroups, resources, resourceNames, nonResourceURLs].map(goList).join(',')

/** `deployments.apps/scale` of a rule for one resource; empty for one of URLs. */
export function ruleResource({ apiGroups, resources }: PolicyRule): string {
  const [resource] = resources ?? []
  if (resource === undefined) return ''
  const [group] = apiGroups ?? []
  const slash = resource.indexOf('/')
  const [name, subresource] = slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash)]
  return `${name}${group ? `.${group}` : ''}${subresource}`
}
