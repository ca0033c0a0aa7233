import type { KubeObject } from '../../../api/object.ts'
import { setOwn } from '../../../schema/json-value.ts'
import { CommandError } from '../../errors.ts'
import { stringArrayFlag, stringSliceFlag } from '../../flags/flag.ts'
import type { FlagValues } from '../../flags/values.ts'
import { generatorCommand } from '../generator.ts'
import {
  distinctVerbs,
  parseRuleResources,
  policyRules,
  ruleFlags,
  validateResources,
  warnOfVerbs,
} from './policy-rules.ts'

const URL_VERBS = '* get post put delete patch head options'.split(' ')

export const clusterRole = generatorCommand({
  name: 'clusterrole',
  summary: 'Create a cluster role',
  usage:
    'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none] [options]',
  examples: `  # Whoever has the role can read nodes
  kubectl create clusterrole node-reader --verb=get,list,watch --resource=nodes

  # A URL that is no resource
  kubectl create clusterrole metrics --verb=get --non-resource-url=/metrics

  # The rules of all cluster roles with a label
  kubectl create clusterrole monitoring --aggregation-rule=rbac.example.com/aggregate-to-monitoring=true`,
  flags: [
    ...ruleFlags,
    stringArrayFlag('aggregation-rule', 'Labels of the cluster roles that this one is made of: key=value,…'),
    stringSliceFlag('non-resource-url', 'A URL, or the beginning of URLs, that the rule is about'),
  ],
  resource: { group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'clusterroles', namespaced: false },
  async generate(name, { flags, io, session }) {
    const clusterRoleOf = (body: object) =>
      ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name }, ...body }) as KubeObject
    const verbs = distinctVerbs(flags.list('verb'))
    const resources = parseRuleResources(flags.list('resource'))
    const names = [...new Set(flags.list('resource-name'))]
    const urls = [...new Set(flags.list('non-resource-url'))]
    const matchLabels = aggregationLabels(flags)
    if (Object.keys(matchLabels).length) {
      if (urls.length || verbs.length || resources.length || names.length)
        throw new CommandError(
          'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
        )
      return clusterRoleOf({ rules: null, aggregationRule: { clusterRoleSelectors: [{ matchLabels }] } })
    }
    if (!verbs.length) throw new CommandError('at least one verb must be specified')
    if (!resources.length && !urls.length) throw new CommandError('one of resource or nonResourceURL must be specified')
    const mapper = await session.resources()
    if (resources.length) {
      warnOfVerbs(verbs, io)
      validateResources(resources, verbs, mapper)
    }
    if (urls.length) validateUrls(urls, verbs)
    return clusterRoleOf({ rules: policyRules(resources, verbs, names, urls, mapper) })
  },
})

function aggregationLabels(flags: FlagValues): Record<string, string> {
  const labels: Record<string, string> = {}
  for (const text of flags.list('aggregation-rule'))
    for (const pair of text.split(',').filter(p => p !== '')) {
      const equals = pair.indexOf('=')
      if (equals < 0) throw malformedPair(text)
      setOwn(labels, pair.slice(0, equals).trim(), pair.slice(equals + 1).trim())
    }
  return labels
}

function malformedPair(text: string): CommandError {
  return new CommandError(
    `invalid argument ${JSON.stringify(text)} for "--aggregation-rule" flag: malformed pair, expect string=string\nSee 'kubectl create clusterrole --help' for usage.`,
  )
}

function validateUrls(urls: readonly string[], verbs: readonly string[]): void {
  for (const verb of verbs)
    if (!URL_VERBS.includes(verb)) throw new CommandError(`invalid verb: '${verb}' for nonResourceURL`)
  for (const url of urls) {
    if (url === '*') continue
    if (!url.startsWith('/')) throw new CommandError('nonResourceURL should start with /')
    if (url.slice(0, -1).includes('*'))
      throw new CommandError("nonResourceURL only supports wildcard matches when '*' is at the end")
  }
}
