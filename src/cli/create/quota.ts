import type { KubeObject } from '../../api/object.ts'
import { CommandError } from '../errors.ts'
import { stringFlag } from '../flags/flag.ts'
import { generatorCommand } from './generator.ts'
import { parseResourceList } from './resource-list.ts'

export const quota = generatorCommand({
  name: 'quota',
  aliases: ['resourcequota'],
  summary: 'Create a quota with the specified name',
  usage: 'NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none] [options]',
  examples: `  # At most two pods, which request at most one CPU
  kubectl create quota small --hard=pods=2,requests.cpu=1

  # Only for pods of the lowest quality of service
  kubectl create quota best-effort --hard=pods=100 --scopes=BestEffort`,
  flags: [
    stringFlag('hard', 'What may be used of each resource: resource=quantity,…'),
    stringFlag('scopes', 'What the quota counts: scope,…'),
  ],
  resource: { group: '', version: 'v1', resource: 'resourcequotas', namespaced: true },
  failure: 'failed to create quota: ',
  generate(name, { flags }) {
    const hard = parseResourceList(flags.string('hard'))
    const scopes = parseScopes(flags.string('scopes'))
    const spec = { ...(Object.keys(hard).length ? { hard } : {}), ...(scopes.length ? { scopes } : {}) }
    return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name }, spec } as KubeObject
  },
})

function parseScopes(text: string): string[] {
  if (text === '') return []
  const scopes = text.split(',')
  if (scopes.includes('')) throw new CommandError('invalid resource quota scope ""')
  return scopes
}
