import type { KubeObject } from '../../api/object.ts'
import { generatorCommand } from './generator.ts'

export const namespace = generatorCommand({
  name: 'namespace',
  aliases: ['ns'],
  summary: 'Create a namespace with the specified name',
  usage: 'NAME [--dry-run=server|client|none] [options]',
  examples: `  # A namespace called shop
  kubectl create namespace shop`,
  resource: { group: '', version: 'v1', resource: 'namespaces', namespaced: false },
  generate: name => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }) as KubeObject,
})
