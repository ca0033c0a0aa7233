import { expect, test } from 'vitest'
import { resources } from '../../../src/api/discovery.ts'
import { TestCluster } from '../authorization/cluster.ts'

interface Operation {
  parameters?: { name: string; in: string }[]
  'x-kubernetes-group-version-kind': object
}
interface Document {
  paths: Record<string, { patch?: Operation; get?: Operation }>
  components: { schemas: Record<string, Record<string, unknown>> }
  definitions: Record<string, Record<string, unknown>>
}

const read = async (cluster: TestCluster, path: string) =>
  JSON.parse((await cluster.ask('GET', path)) as string) as Document

test('version 3 has a document for each group version, told apart by a hash', async () => {
  using cluster = new TestCluster()
  const { paths } = (await cluster.ask('GET', '/openapi/v3')) as {
    paths: Record<string, { serverRelativeURL: string }>
  }
  expect(paths['api/v1']!.serverRelativeURL).toMatch(/^\/openapi\/v3\/api\/v1\?hash=[0-9A-F]{128}$/)
  expect(Object.keys(paths)).toHaveLength(new Set(resources().map(r => `${r.group}/${r.version}`)).size)
})

test('a document has the paths and all schemas that they lead to', async () => {
  using cluster = new TestCluster()
  const document = await read(cluster, '/openapi/v3/apis/apps/v1')
  const { patch } = document.paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}']!
  expect(patch!['x-kubernetes-group-version-kind']).toEqual({ group: 'apps', kind: 'Deployment', version: 'v1' })
  expect(patch!.parameters!.map(p => p.name)).toEqual(['dryRun', 'fieldManager', 'fieldValidation', 'force'])
  const { schemas } = document.components
  expect(schemas['io.k8s.api.apps.v1.Deployment']).toMatchObject({
    type: 'object',
    properties: {
      metadata: { allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }] },
    },
    'x-kubernetes-group-version-kind': [{ group: 'apps', kind: 'Deployment', version: 'v1' }],
  })
  expect(schemas['io.k8s.api.core.v1.PodSpec']).toMatchObject({
    properties: { containers: { 'x-kubernetes-patch-merge-key': 'name', 'x-kubernetes-patch-strategy': 'merge' } },
  })
  for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
    expect(schemas).toHaveProperty([name!])
})

test('version 2 is whole', async () => {
  using cluster = new TestCluster()
  const document = await read(cluster, '/openapi/v2')
  for (const [, name] of JSON.stringify(document).matchAll(/"#\/definitions\/([^"]+)"/g))
    expect(document.definitions).toHaveProperty([name!])
  expect(document.definitions['io.k8s.apimachinery.pkg.util.intstr.IntOrString']).toEqual({
    type: 'string',
    format: 'int-or-string',
  })
  const ids = [...JSON.stringify(document).matchAll(/"operationId":"([^"]+)"/g)].map(m => m[1])
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(
    expect.arrayContaining([
      'listCoreV1PodForAllNamespaces',
      'readAppsV1NamespacedDeploymentScale',
      'deleteRbacAuthorizationV1CollectionNamespacedRole',
      'connectCoreV1GetNamespacedPodExec',
      'createCoreV1NamespacedPodEviction',
    ]),
  )
})

test('definitions of custom resources are published, and go with them', async () => {
  using cluster = new TestCluster()
  const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
  const spec = {
    type: 'object',
    description: 'what is wanted',
    properties: { size: { type: 'integer', nullable: true } },
  }
  await cluster.ask('POST', definitions, {
    metadata: { name: 'shirts.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'shirts', kind: 'Shirt' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
        },
      ],
    },
  })
  const v3 = await read(cluster, '/openapi/v3/apis/example.com/v1')
  expect(v3.components.schemas['com.example.v1.Shirt']).toMatchObject({
    properties: { spec, metadata: { allOf: [{}] } },
    'x-kubernetes-group-version-kind': [{ group: 'example.com', kind: 'Shirt', version: 'v1' }],
  })
  const v2 = await read(cluster, '/openapi/v2')
  const { patch } = v2.paths['/apis/example.com/v1/namespaces/{namespace}/shirts/{name}']!
  expect(patch).toMatchObject({
    consumes: ['application/json-patch+json', 'application/merge-patch+json', 'application/apply-patch+yaml'],
  })
  expect(v2.definitions['com.example.v1.Shirt']).toMatchObject({
    properties: { spec: { description: 'what is wanted' } },
  })
  expect(JSON.stringify(v2.definitions['com.example.v1.Shirt'])).not.toContain('nullable')
  const hash = async () =>
    ((await cluster.ask('GET', '/openapi/v3')) as { paths: Record<string, { serverRelativeURL: string }> }).paths[
      'apis/example.com/v1'
    ]?.serverRelativeURL
  const before = await hash()
  const change = {
    spec: { versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }] },
  }
  await cluster.ask('PATCH', `${definitions}/shirts.example.com`, change)
  expect(await hash()).not.toBe(before)
  await cluster.ask('DELETE', `${definitions}/shirts.example.com`)
  expect(await hash()).toBeUndefined()
  expect((await read(cluster, '/openapi/v2')).definitions).not.toHaveProperty(['com.example.v1.Shirt'])
})

test('what clients of version 2 would misread of a custom resource is left out', async () => {
  using cluster = new TestCluster()
  const properties = {
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: { type: 'string' } } },
    maybe: { type: 'array', nullable: true, items: { type: 'string' } },
    inner: { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { data: { type: 'string' } } },
    either: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
  }
  const schema = { type: 'object', properties: { spec: { type: 'object', required: ['maybe', 'free'], properties } } }
  await cluster.ask('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    metadata: { name: 'shirts.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'shirts', kind: 'Shirt' },
      versions: [
        { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } },
        {
          name: 'v2',
          served: true,
          storage: false,
          schema: { openAPIV3Schema: { ...schema, 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  })
  const { definitions } = await read(cluster, '/openapi/v2')
  const { spec } = definitions['com.example.v1.Shirt']!.properties as {
    spec: { required: string[]; properties: object }
  }
  expect(spec.required).toEqual(['free'])
  expect(spec.properties).toMatchObject({
    free: { 'x-kubernetes-preserve-unknown-fields': true },
    maybe: {},
    inner: { properties: { data: {}, apiVersion: {}, kind: {}, metadata: {} }, required: ['kind', 'apiVersion'] },
    either: { 'x-kubernetes-int-or-string': true },
  })
  expect(Object.keys((spec.properties as { free: object }).free)).toEqual(['x-kubernetes-preserve-unknown-fields'])
  expect((spec.properties as { maybe: object }).maybe).toEqual({})
  expect(definitions['com.example.v2.Shirt']).toEqual({
    type: 'object',
    'x-kubernetes-group-version-kind': [{ group: 'example.com', kind: 'Shirt', version: 'v2' }],
  })
  const v3 = await read(cluster, '/openapi/v3/apis/example.com/v1')
  expect(v3.components.schemas['com.example.v1.Shirt']).toMatchObject({
    properties: { spec: { properties: { maybe: properties.maybe, either: properties.either } } },
  })
})
