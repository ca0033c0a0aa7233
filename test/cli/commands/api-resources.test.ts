import { expect, test } from 'vitest'
import { CommandLine } from './command-line.ts'

const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.shop.example.com' },
  spec: {
    group: 'shop.example.com',
    scope: 'Cluster',
    names: { plural: 'widgets', kind: 'Widget' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
}

test('verbs come in the order in which the server tells them', async () => {
  const line = new CommandLine().file('crd.json', JSON.stringify(CRD))
  try {
    await line.ok('create', '-f', 'crd.json')
    const verbs = async (group: string) =>
      (await line.ok('api-resources', '-o', 'wide', `--api-group=${group}`)).split(/\s+/)
    expect(await verbs('shop.example.com')).toContain('delete,deletecollection,get,list,patch,create,update,watch')
    expect(await verbs('batch')).toContain('create,delete,deletecollection,get,list,patch,update,watch')
  } finally {
    line.remove()
  }
})
