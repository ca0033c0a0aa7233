import type { KubeObject } from '../../../api/object.ts'
import { CommandError } from '../../errors.ts'
import { generatorCommand } from '../generator.ts'
import {
  distinctVerbs,
  parseRuleResources,
  policyRules,
  ruleFlags,
  validateResources,
  warnOfVerbs,
} from './policy-rules.ts'

export const role = generatorCommand({
  name: 'role',
  summary: 'Create a role with single rule',
  usage:
    'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none] [options]',
  examples: `  # Whoever has the role can read pods
  kubectl create role reader --verb=get,list,watch --resource=pods

  # And scale deployments
  kubectl create role scaler --verb=update --resource=deployments.apps/scale`,
  flags: ruleFlags,
  resource: { group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'roles', namespaced: true },
  async generate(name, { flags, io, session }) {
    const verbs = distinctVerbs(flags.list('verb'))
    const resources = parseRuleResources(flags.list('resource'))
    const names = [...new Set(flags.list('resource-name'))]
    if (!verbs.length) throw new CommandError('at least one verb must be specified')
    warnOfVerbs(verbs, io)
    if (!resources.length) throw new CommandError('at least one resource must be specified')
    const mapper = await session.resources()
    validateResources(resources, verbs, mapper)
    const rules = policyRules(resources, verbs, names, [], mapper)
    return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name }, rules } as KubeObject
  },
})
