import { expect, test } from 'vitest'
import { TestCluster } from './cluster.ts'

const RBAC = '/apis/rbac.authorization.k8s.io/v1'
const PODS = '/api/v1/namespaces/default/pods'
const AUTHORIZATION = '/apis/authorization.k8s.io/v1'
const as = (user: string, ...groups: string[]) => ({ impersonate: { user, ...(groups.length ? { groups } : {}) } })

async function withReader() {
  const cluster = new TestCluster()
  await cluster.ask('POST', `${RBAC}/namespaces/default/roles`, {
    metadata: { name: 'reader' },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }],
  })
  await cluster.ask('POST', `${RBAC}/namespaces/default/rolebindings`, {
    metadata: { name: 'readers' },
    roleRef: { kind: 'Role', name: 'reader' },
    subjects: [
      { kind: 'User', name: 'jane' },
      { kind: 'ServiceAccount', name: 'ci', namespace: 'default' },
    ],
  })
  return cluster
}

test('what a role allows is allowed, where it is bound, and nothing else', async () => {
  using cluster = await withReader()
  expect(await cluster.ask('GET', PODS, undefined, as('jane'))).toMatchObject({ kind: 'PodList' })
  expect(await cluster.ask('GET', PODS, undefined, as('system:serviceaccount:default:ci'))).toMatchObject({
    kind: 'PodList',
  })
  const refused = 'is forbidden: User "jane" cannot'
  expect(await cluster.ask('GET', '/api/v1/pods', undefined, as('jane'))).toBe(
    `pods ${refused} list resource "pods" in API group "" at the cluster scope`,
  )
  expect(await cluster.ask('GET', `${PODS}/x/log`, undefined, as('jane'))).toBe(
    `pods "x" ${refused} get resource "pods/log" in API group "" in the namespace "default"`,
  )
  expect(await cluster.ask('DELETE', PODS, undefined, as('jane'))).toBe(
    `pods ${refused} deletecollection resource "pods" in API group "" in the namespace "default"`,
  )
  expect(await cluster.ask('GET', '/api/v1/namespaces/default', undefined, as('jane'))).toBe(
    `namespaces "default" ${refused} get resource "namespaces" in API group "" in the namespace "default"`,
  )
  expect(await cluster.ask('GET', '/metrics', undefined, as('jane'))).toBe(
    'forbidden: User "jane" cannot get path "/metrics"',
  )
})

test('only who may impersonate does', async () => {
  using cluster = await withReader()
  const { cluster: direct } = cluster
  const jane = { username: 'jane', groups: ['system:authenticated'] }
  const request = { method: 'GET' as const, path: PODS, ...as('admin', 'system:masters') }
  await expect(direct.request(request, jane)).rejects.toThrow(
    'users "admin" is forbidden: User "jane" cannot impersonate resource "users" in API group "" at the cluster scope',
  )
})

test('nobody gives away what they have not', async () => {
  using cluster = await withReader()
  const body = {
    metadata: { name: 'all' },
    roleRef: { kind: 'ClusterRole', name: 'admin' },
    subjects: [{ kind: 'User', name: 'jane' }],
  }
  await cluster.ask('POST', `${RBAC}/namespaces/default/rolebindings`, body)
  const role = (resource: string) => ({
    metadata: { name: resource },
    rules: [{ apiGroups: [''], resources: [resource], verbs: ['get', 'list'] }],
  })
  const create = (resource: string) =>
    cluster.ask('POST', `${RBAC}/namespaces/default/roles`, role(resource), as('jane'))
  expect(await create('pods')).toMatchObject({ kind: 'Role' })
  expect(await create('nodes')).toBe(
    'roles.rbac.authorization.k8s.io "nodes" is forbidden: user "jane" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["nodes"], Verbs:["get" "list"]}',
  )
})

test('reviews tell what is allowed and why', async () => {
  using cluster = await withReader()
  const review = (spec: object) => cluster.ask('POST', `${AUTHORIZATION}/subjectaccessreviews`, { spec })
  const resourceAttributes = { verb: 'get', resource: 'pods', namespace: 'default' }
  expect(await review({ user: 'jane', resourceAttributes })).toMatchObject({
    status: { allowed: true, reason: 'RBAC: allowed by RoleBinding "readers/default" of Role "reader" to User "jane"' },
  })
  expect(await review({ user: 'joe', resourceAttributes })).toMatchObject({ status: { allowed: false } })
  expect(await review({ resourceAttributes })).toContain('at least one of user or group must be specified')
  expect(await review({ user: 'joe' })).toContain('exactly one of nonResourceAttributes or resourceAttributes')
  const rules = { spec: { namespace: 'default' } }
  expect(await cluster.ask('POST', `${AUTHORIZATION}/selfsubjectrulesreviews`, rules, as('jane'))).toMatchObject({
    status: {
      resourceRules: expect.arrayContaining([{ verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] }]),
    },
  })
  expect(await cluster.ask('GET', `${AUTHORIZATION}/subjectaccessreviews`)).toContain('does not allow this method')
})

test('tokens speak for their account as long as it exists', async () => {
  using cluster = new TestCluster()
  const accounts = '/api/v1/namespaces/default/serviceaccounts'
  await cluster.ask('POST', accounts, { metadata: { name: 'ci' } })
  const { status } = (await cluster.ask('POST', `${accounts}/ci/token`, { spec: {} })) as { status: { token: string } }
  const whose = (token: string) =>
    cluster.ask('POST', '/apis/authentication.k8s.io/v1/tokenreviews', { spec: { token } })
  expect(await whose(status.token)).toMatchObject({
    status: { authenticated: true, user: { username: 'system:serviceaccount:default:ci' } },
  })
  expect(await whose(`${status.token}x`)).toMatchObject({ status: { error: 'invalid bearer token' } })
  await cluster.ask('DELETE', `${accounts}/ci`)
  expect(await whose(status.token)).toMatchObject({ status: { error: expect.stringContaining('invalidated') } })
  const short = await cluster.ask('POST', `${accounts}/default/token`, { spec: { expirationSeconds: 60 } })
  expect(short).toContain('may not specify a duration less than 10 minutes')
})
