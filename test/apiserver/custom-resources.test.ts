import { expect, test } from 'vitest'
import { TestCluster } from './authorization/cluster.ts'

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const NAME = 'shirts.example.com'
const V1 = '/apis/example.com/v1/namespaces/default/shirts'
const V2 = '/apis/example.com/v2/namespaces/default/shirts'

const properties = (fields: object) => ({
  openAPIV3Schema: {
    type: 'object',
    properties: {
      spec: { type: 'object', properties: fields },
      status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
  },
})
const definition = {
  metadata: { name: NAME },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'shirts', kind: 'Shirt', shortNames: ['sh'] },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: properties({ size: { type: 'integer', maximum: 9 } }),
        subresources: { status: {} },
      },
      { name: 'v2', served: true, storage: false, schema: properties({ color: { type: 'string', default: 'red' } }) },
    ],
  },
}

async function withDefinition() {
  const cluster = new TestCluster()
  await cluster.ask('POST', DEFINITIONS, definition)
  return cluster
}

test('a definition comes into force at once, with its API services', async () => {
  using cluster = await withDefinition()
  expect(await cluster.ask('GET', `${DEFINITIONS}/${NAME}`)).toMatchObject({
    spec: { names: { singular: 'shirt', listKind: 'ShirtList' } },
    status: {
      acceptedNames: { plural: 'shirts' },
      conditions: [
        { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts' },
        { type: 'Established', status: 'True', reason: 'InitialNamesAccepted' },
      ],
      storedVersions: ['v1'],
    },
  })
  const served = (await cluster.cluster.resources()).filter(r => r.group === 'example.com')
  expect(served.map(r => r.version)).toEqual(['v2', 'v1'])
  expect(await cluster.ask('GET', '/apis/apiregistration.k8s.io/v1/apiservices/v2.example.com')).toMatchObject({
    spec: { groupPriorityMinimum: 1000 },
    status: { conditions: [{ type: 'Available', status: 'True' }] },
  })
})

test('every version has its own fields and defaults', async () => {
  using cluster = await withDefinition()
  expect(
    await cluster.ask('POST', V1, { metadata: { name: 'a' }, spec: { size: 3, junk: 1 }, status: { x: 1 } }),
  ).toMatchObject({
    apiVersion: 'example.com/v1',
    metadata: { generation: 1 },
    spec: { size: 3 },
  })
  expect(await cluster.ask('GET', `${V1}/a`)).not.toHaveProperty('status')
  expect(await cluster.ask('GET', `${V2}/a`)).toMatchObject({ apiVersion: 'example.com/v2', spec: { color: 'red' } })
  expect(await cluster.ask('PATCH', `${V1}/a`, { spec: { size: 10 } })).toBe(
    'Shirt.example.com "a" is invalid: spec.size: Invalid value: 10: spec.size in body should be less than or equal to 9',
  )
  await cluster.ask('PATCH', `${V1}/a/status`, { status: { ready: true }, spec: { size: 1 } })
  expect(await cluster.ask('GET', `${V1}/a`)).toMatchObject({
    metadata: { generation: 1 },
    spec: { size: 3 },
    status: { ready: true },
  })
})

test('names that another definition of the group has are not accepted', async () => {
  using cluster = await withDefinition()
  const other = {
    ...definition,
    metadata: { name: 'tops.example.com' },
    spec: { ...definition.spec, names: { plural: 'tops', kind: 'Shirt', listKind: 'Tops' } },
  }
  await cluster.ask('POST', DEFINITIONS, other)
  expect(await cluster.ask('GET', `${DEFINITIONS}/tops.example.com`)).toMatchObject({
    status: {
      conditions: [
        { type: 'NamesAccepted', status: 'False', reason: 'KindConflict', message: '"Shirt" is already in use' },
        { type: 'Established', status: 'False', reason: 'NotAccepted' },
      ],
    },
  })
  expect(await cluster.ask('GET', '/apis/example.com/v1/tops')).toContain('could not find the requested resource')
  await cluster.ask('DELETE', `${DEFINITIONS}/${NAME}`)
  expect(await cluster.ask('GET', '/apis/example.com/v1/tops')).toMatchObject({ kind: 'Tops' })
})

test('a definition goes when its objects are gone', async () => {
  using cluster = await withDefinition()
  await cluster.ask('POST', V1, { metadata: { name: 'free' }, spec: {} })
  await cluster.ask('POST', V1, { metadata: { name: 'held', finalizers: ['wait'] }, spec: {} })
  await cluster.ask('DELETE', `${DEFINITIONS}/${NAME}`)
  expect(await cluster.ask('GET', `${V1}/free`)).toContain('not found')
  expect(await cluster.ask('POST', V1, { metadata: { name: 'new' } })).toBe(
    'create not allowed while custom resource definition is terminating',
  )
  await cluster.ask('PATCH', `${V1}/held`, { metadata: { finalizers: null } })
  expect(await cluster.ask('GET', `${DEFINITIONS}/${NAME}`)).toContain('not found')
  expect(await cluster.ask('GET', V1)).toBe('the server could not find the requested resource (get shirts.example.com)')
})

test('an object of another kind or version is refused', async () => {
  using cluster = await withDefinition()
  const shirt = { apiVersion: 'example.com/v1', kind: 'Shirt', metadata: { name: 'a' } }
  expect(await cluster.ask('POST', V2, shirt)).toBe(
    'the API version in the data (example.com/v1) does not match the expected API version (example.com/v2)',
  )
  expect(await cluster.ask('POST', V1, { ...shirt, kind: 'Trousers' })).toBe(
    'Shirt.example.com "a" is invalid: kind: Invalid value: "Trousers": must be Shirt',
  )
  expect(await cluster.ask('POST', V1, shirt)).toMatchObject(shirt)
})
