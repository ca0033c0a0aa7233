import type { PolicyRule } from '../../api/types.gen.ts'
import { coversURL } from '../../apimachinery/rbac/covers.ts'
import type { Attributes } from './attributes.ts'

const ALL = '*'

/** Whether a rule allows what is asked for. Source: RBAC's RuleAllows. */
export function ruleAllows(attributes: Attributes, rule: PolicyRule): boolean {
  if (!has(rule.verbs, attributes.verb)) return false
  if (!attributes.isResource) return rule.nonResourceURLs?.some(url => coversURL(url, attributes.path)) === true
  const { group, resource, subresource, name } = attributes
  return (
    has(rule.apiGroups, group) &&
    resourceMatches(rule, resource, subresource) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(name))
  )
}

function has(list: readonly string[] | undefined, value: string): boolean {
  return list?.some(item => item === ALL || item === value) === true
}

/** "pods/log" is itself, "*" or "* / log" written together. */
function resourceMatches({ resources = [] }: PolicyRule, resource: string, subresource: string): boolean {
  const combined = subresource === '' ? resource : `${resource}/${subresource}`
  return resources.some(r => r === ALL || r === combined || (subresource !== '' && r === `${ALL}/${subresource}`))
}
