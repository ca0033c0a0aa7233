import { expect, test } from 'vitest'
import type { ApiRequest } from '../../../src/api/request.ts'
import { StatusError } from '../../../src/apimachinery/status.ts'
import { TestCluster } from '../authorization/cluster.ts'

const MAPS = '/api/v1/namespaces/default/configmaps'
const MAP = { metadata: { name: 'a' } }

async function refusal(cluster: TestCluster, request: Partial<ApiRequest>) {
  try {
    await cluster.cluster.request(
      { method: 'POST', path: MAPS, ...request },
      { username: 'a', groups: ['system:masters'] },
    )
  } catch (error) {
    if (error instanceof StatusError) return error.status
    throw error
  }
  throw new Error('it was answered')
}

test.each([
  [
    { query: { dryRun: 'no' } },
    'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["no"]: supported values: "All"',
  ],
  [
    { query: { fieldValidation: 'strict' } },
    'CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "strict": supported values: "", "Ignore", "Strict", "Warn"',
  ],
  [
    { query: { fieldManager: 'x'.repeat(129) } },
    'CreateOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes',
  ],
  [
    { method: 'PUT' as const, path: `${MAPS}/a`, query: { fieldManager: 'a\n' } },
    'UpdateOptions.meta.k8s.io "" is invalid: fieldManager: Invalid value: "a\\n": invalid character U+000A (at position 1)',
  ],
  [
    {
      method: 'PATCH' as const,
      path: `${MAPS}/a`,
      contentType: 'application/merge-patch+json',
      query: { force: 'true' },
    },
    'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
  ],
  [
    { method: 'PATCH' as const, path: `${MAPS}/a`, contentType: 'application/apply-patch+yaml' },
    'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
  ],
  [
    { method: 'DELETE' as const, path: `${MAPS}/a`, body: { orphanDependents: true, propagationPolicy: 'Orphan' } },
    'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set',
  ],
  [
    { method: 'DELETE' as const, path: `${MAPS}/a`, body: undefined, query: { propagationPolicy: 'x' } },
    'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "x": supported values: "Foreground", "Background", "Orphan", "nil"',
  ],
])('%j', async (request, message) => {
  using cluster = new TestCluster()
  await cluster.ask('POST', MAPS, MAP)
  expect(await refusal(cluster, { body: MAP, ...request })).toMatchObject({ code: 422, reason: 'Invalid', message })
})

test('the options of a deletion are its body, or its query', async () => {
  using cluster = new TestCluster()
  const path = `${MAPS}/a`
  const { metadata } = (await cluster.ask('POST', MAPS, MAP)) as { metadata: { uid: string; resourceVersion: string } }
  const conflict = (what: string) => ({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ConfigMap "a": ${what}`,
    details: { name: 'a', kind: 'ConfigMap' },
  })
  const remove = (body: object) => refusal(cluster, { method: 'DELETE', path, body })
  expect(await remove({ preconditions: { uid: 'x' } })).toMatchObject(
    conflict(
      `the UID in the precondition (x) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    ),
  )
  expect(await remove({ preconditions: { resourceVersion: '1' } })).toMatchObject(
    conflict(
      `the ResourceVersion in the precondition (1) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    ),
  )
  expect(await remove({ kind: 'ConfigMap' })).toMatchObject({
    code: 400,
    message: 'decoded object cannot be converted to DeleteOptions',
  })
  expect(await remove({ gracePeriodSeconds: 'x' })).toMatchObject({ code: 400, reason: 'BadRequest' })
  await cluster.ask('DELETE', path, { kind: 'DeleteOptions', apiVersion: 'apps/v1', dryRun: ['All'] })
  expect(await cluster.ask('GET', path)).toMatchObject(MAP)
  const options = { query: { orphanDependents: 'true' } }
  expect(await cluster.ask('DELETE', path, undefined, options)).toMatchObject({
    metadata: { finalizers: ['orphan'] },
  })
})

test('what a resource does not let be done', async () => {
  using cluster = new TestCluster()
  const notAllowed = {
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
  }
  for (const [method, path] of [
    ['DELETE', '/api/v1/namespaces'],
    ['POST', `${MAPS}/a`],
    ['PUT', MAPS],
    ['POST', '/api/v1/configmaps'],
    ['DELETE', '/api/v1/configmaps'],
  ] as const)
    expect(await refusal(cluster, { method, path, body: MAP })).toMatchObject(notAllowed)
  const nowhere = { code: 404, message: 'the server could not find the requested resource' }
  expect(await refusal(cluster, { method: 'GET', path: '/api/v1/configmaps/a' })).toMatchObject(nowhere)
  expect(await refusal(cluster, { method: 'GET', path: '/api/v1/namespaces/default/nodes' })).toMatchObject(nowhere)
})

test('fields that the text had twice are warned of, or refused', async () => {
  using cluster = new TestCluster()
  const duplicates = ['duplicate field "data.a"']
  const request: ApiRequest = { method: 'POST', path: MAPS, body: MAP, duplicates }
  const strict = await refusal(cluster, { ...request, query: { fieldValidation: 'Strict' } })
  expect(strict.message).toBe(
    'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: duplicate field "data.a"',
  )
  const { warnings } = await cluster.cluster.request(request, { username: 'a', groups: ['system:masters'] })
  expect(warnings).toEqual(duplicates)
})

test('unknown and duplicate fields are told in the order of the body', async () => {
  using cluster = new TestCluster()
  const body = { metadata: { name: 'a' }, unknown: 1, twice: 2, data: { a: 'b' }, immutable: true, more: {} }
  const duplicates = ['duplicate field "immutable"', 'duplicate field "twice"']
  const status = await refusal(cluster, { body, duplicates, query: { fieldValidation: 'Strict' } })
  expect(status.message).toContain(
    'strict decoding error: unknown field "unknown", unknown field "twice", duplicate field "immutable", unknown field "more"',
  )
})

test('an apply tells what its text has twice', async () => {
  using cluster = new TestCluster()
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }
  const duplicates = ['yaml: unmarshal errors:\n  line 2: key "a" already set in map']
  const request: Partial<ApiRequest> = {
    method: 'PATCH',
    path: `${MAPS}/a`,
    contentType: 'application/apply-patch+yaml',
    body,
    duplicates,
  }
  const query = { fieldManager: 'me', fieldValidation: 'Strict' }
  expect(await refusal(cluster, { ...request, query })).toMatchObject({
    code: 400,
    message: `error strict decoding YAML: error converting YAML to JSON: ${duplicates[0]}`,
  })
})

test('what an update must say', async () => {
  using cluster = new TestCluster()
  const path = `${MAPS}/a`
  await cluster.ask('POST', MAPS, MAP)
  const put = (body: object, path_ = path) => cluster.ask('PUT', path_, body)
  expect(await put({ metadata: {} })).toBe(
    'the name of the object (a based on URL) was undeterminable: name must be provided',
  )
  expect(await put({ metadata: { name: 'b' } })).toBe(
    'the name of the object (b) does not match the name on the URL (a)',
  )
  expect(await put({ metadata: { name: 'a', namespace: 'b' } })).toBe(
    'the namespace of the provided object does not match the namespace sent on the request',
  )
  expect(await put({ metadata: { name: 'a', uid: 'x' } })).toMatch(
    /^Operation cannot be fulfilled on configmaps "a": StorageError: invalid object, Code: 4, Key: \/registry\/configmaps\/default\/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: x, UID in object meta: /,
  )
  const lease = '/apis/coordination.k8s.io/v1/namespaces/default/leases'
  await cluster.ask('POST', lease, MAP)
  expect(await put(MAP, `${lease}/a`)).toBe(
    'leases.coordination.k8s.io "a" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
  )
  const patch = { method: 'PATCH', path, contentType: 'application/apply-patch+cbor', body: {} } as const
  expect(await refusal(cluster, patch)).toMatchObject({
    code: 415,
    reason: 'UnsupportedMediaType',
    message:
      'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml',
  })
})

test('what is no object is refused', async () => {
  using cluster = new TestCluster()
  const unrecognized =
    "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error:"
  expect((await refusal(cluster, { body: undefined })).message).toBe(
    `${unrecognized} unexpected end of JSON input (<empty>)`,
  )
  expect((await refusal(cluster, { body: [] })).message).toContain(`${unrecognized} json: cannot unmarshal array`)
})

test('reviews come as they are', async () => {
  using cluster = new TestCluster()
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
  const body = { spec: { resourceAttributes: { verb: 'get', resource: 'pods' } } }
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io'
  expect(await refusal(cluster, { path, body, accept })).toMatchObject({ code: 406, reason: 'NotAcceptable' })
})
