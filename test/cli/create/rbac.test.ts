import { afterAll, beforeAll, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

beforeAll(() => {
  line = new CommandLine()
})
afterAll(() => line.remove())

const rules = async (...argv: string[]) =>
  JSON.parse(await line.ok('create', ...argv, '--dry-run=client', '-o', 'json')).rules
const fails = async (...argv: string[]) => (await line.run(['create', ...argv, '--dry-run=client'])).stderr

test('resources in short are written in full, one rule for each group', async () => {
  expect(await rules('role', 'x', '--verb=get,get', '--resource=*.apps,deploy,svc,rs.apps,pods/log,svc')).toEqual([
    { verbs: ['get'], apiGroups: [''], resources: ['services', 'pods/log'] },
    { verbs: ['get'], apiGroups: ['apps'], resources: ['*', 'deployments', 'replicasets'] },
  ])
})

test('a star makes up for the rest', async () => {
  expect(await rules('role', 'x', '--verb=get,*', '--resource=pods,*,svc')).toEqual([
    { verbs: ['*'], apiGroups: [''], resources: ['*'] },
  ])
})

test('special verbs want resources that they mean something for', async () => {
  expect(await rules('role', 'x', '--verb=impersonate', '--resource=users')).toEqual([
    { verbs: ['impersonate'], apiGroups: [''], resources: ['users'] },
  ])
  expect(await fails('role', 'x', '--verb=bind', '--resource=pods')).toBe(
    "error: can not perform 'bind' on 'pods' in group ''\n",
  )
})

test('unknown resources and verbs', async () => {
  expect(await fails('role', 'x', '--verb=get', '--resource=foos.bar')).toBe(
    'the server doesn\'t have a resource type "foos" in group "bar"\n',
  )
  const { stderr, exit } = await line.run(['create', 'role', 'x', '--verb=fly', '--resource=pods', '--dry-run=client'])
  expect([stderr, exit]).toEqual(["Warning: 'fly' is not a standard resource verb\n", 0])
})

test('rules for URLs', async () => {
  expect(await rules('clusterrole', 'x', '--verb=get', '--non-resource-url=/a,/a,*', '--resource=nodes')).toEqual([
    { verbs: ['get'], apiGroups: [''], resources: ['nodes'] },
    { verbs: ['get'], nonResourceURLs: ['/a', '*'] },
  ])
  expect(await fails('clusterrole', 'x', '--verb=list', '--non-resource-url=/a')).toBe(
    "error: invalid verb: 'list' for nonResourceURL\n",
  )
  expect(await fails('clusterrole', 'x', '--verb=get', '--non-resource-url=/a*b')).toBe(
    "error: nonResourceURL only supports wildcard matches when '*' is at the end\n",
  )
})

test('cluster roles made of others', async () => {
  const text = await line.ok(
    'create',
    'clusterrole',
    'x',
    '--aggregation-rule=a=b,c=d',
    '--dry-run=client',
    '-o',
    'json',
  )
  expect(JSON.parse(text).aggregationRule).toEqual({ clusterRoleSelectors: [{ matchLabels: { a: 'b', c: 'd' } }] })
  expect(await fails('clusterrole', 'x', '--aggregation-rule=a=b,c')).toMatch(/malformed pair, expect string=string/)
})

test('--user of a binding is no user of the kubeconfig', async () => {
  expect(await line.ok('create', 'rolebinding', 'x', '--clusterrole=view', '--user=alice')).toBe(
    'rolebinding.rbac.authorization.k8s.io/x created\n',
  )
})
