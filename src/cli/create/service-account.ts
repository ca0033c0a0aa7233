import type { KubeObject } from '../../api/object.ts'
import { generatorCommand } from './generator.ts'

export const serviceAccount = generatorCommand({
  name: 'serviceaccount',
  aliases: ['sa'],
  summary: 'Create a service account with the specified name',
  usage: 'NAME [--dry-run=server|client|none] [options]',
  examples: `  # A service account called robot
  kubectl create serviceaccount robot`,
  resource: { group: '', version: 'v1', resource: 'serviceaccounts', namespaced: true },
  failure: 'failed to create serviceaccount: ',
  generate: name => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }) as KubeObject,
})
