import { afterAll, beforeAll, expect, test } from 'vitest'
import { CommandLine } from './command-line.ts'

let line: CommandLine

beforeAll(async () => {
  line = new CommandLine()
  await line.ok('run', 'web', '--image=nginx')
}, 30_000)
afterAll(() => line.remove())

const fails = async (...argv: string[]) => {
  const { stderr, exit } = await line.run(argv)
  expect(exit).toBe(1)
  return stderr
}

test('kinds that the rollout commands know of, and kinds that they do not', async () => {
  expect(await fails('rollout', 'undo', 'svc/kubernetes')).toBe(
    'error: error retrieving rollbacker for "Service", no visitor method exists for { Service}\n',
  )
  expect(
    await fails(
      'rollout',
      'history',
      'role.rbac.authorization.k8s.io/system:controller:bootstrap-signer',
      '-n',
      'kube-public',
    ),
  ).toBe(
    'error: error retrieving history for "Role.rbac.authorization.k8s.io", no visitor method exists for {rbac.authorization.k8s.io Role}\n',
  )
  expect(await fails('rollout', 'undo', 'pod/web')).toBe('error: no rollbacker has been implemented for "Pod"\n')
  expect(await fails('rollout', 'history', 'pod/web')).toBe('error: no history viewer has been implemented for "Pod"\n')
})

test('taint: what cannot be meant, and --dry-run that is not told of', async () => {
  expect(await fails('taint', 'node', 'worker', 'k=v:NoSchedule', 'k-')).toBe(
    'error: can not both modify and remove the following taint(s) in the same command: k=\n',
  )
  expect(await line.ok('taint', 'node', 'worker', 'k=v:NoSchedule', '--dry-run=client')).toBe('node/worker tainted\n')
  expect(await line.ok('taint', 'node', 'worker', 'k=v:NoSchedule', '--dry-run=server')).toBe('node/worker tainted\n')
  expect(await line.ok('get', 'node', 'worker', '-o', 'jsonpath={.spec.taints}')).toBe('')
})

test('a list that is refused: the client tells what was asked for, the server only what is wrong with it', async () => {
  const why = `unable to parse requirement: found '' expected: '('\n`
  expect(await fails('get', 'ns', '-l', 'a in')).toBe(
    `Error from server (BadRequest): Unable to find "/v1, Resource=namespaces" that match label selector "a in", field selector "": ${why}`,
  )
  expect(await fails('label', 'ns', '-l', 'a in', 'x=y')).toBe(
    `Error from server (BadRequest): Unable to find "/v1, Resource=namespaces" that match label selector "a in", field selector "": ${why}`,
  )
  expect(await fails('get', '--raw', '/api/v1/namespaces?labelSelector=a+in')).toBe(
    `Error from server (BadRequest): ${why}`,
  )
})

test('how the cluster is can be asked for without a server', async () => {
  expect(await line.ok('get', '--raw', '/healthz')).toBe('ok')
  expect(await line.ok('get', '--raw', '/readyz?verbose')).toBe('[+]ping ok\n[+]etcd ok\nreadyz check passed\n')
  expect(await line.ok('get', '--raw', '/livez/ping')).toBe('ok')
  expect(await fails('get', '--raw', '/livez/nope')).toBe(
    'Error from server (NotFound): the server could not find the requested resource\n',
  )
})

test('a node keeps its pod CIDR, however the change is written', async () => {
  const refused =
    'The Node "worker" is invalid: spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid\n'
  expect(await fails('patch', 'node', 'worker', '-p', '{"spec":{"podCIDR":"10.1.0.0/24"}}')).toBe(refused)
  expect(await fails('patch', 'node', 'worker', '-p', '{"spec":{"podCIDRs":["10.1.0.0/24"],"podCIDR":null}}')).toBe(
    refused,
  )
})

test('what files hold that is no object comes after what became of the objects; apply has read it all before', async () => {
  const mapping = (kind: string) =>
    `resource mapping not found for name: "x" namespace: "" from "bad.yaml": no matches for kind "${kind}" in version "v1"\nensure CRDs are installed first`
  const document = (kind: string) => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: x}\n---\n`
  line.file('bad.yaml', document('Foo') + document('Bar') + document('ConfigMap'))
  const both = `[${mapping('Foo')}, ${mapping('Bar')}]\n`
  expect(await fails('create', '-f', 'bad.yaml')).toBe(`${mapping('Foo')}\n${mapping('Bar')}\n`)
  expect(await fails('create', '-f', 'bad.yaml')).toBe(
    `Error from server (AlreadyExists): error when creating "bad.yaml": configmaps "x" already exists\n${both}`,
  )
  await line.ok('label', 'cm', 'x', 'a=b')
  expect(await fails('label', '-f', 'bad.yaml', 'a=c')).toBe(
    `'a' already has a value (b), and --overwrite is false\n${both}`,
  )
  line.file('bad.yaml', `${document('Foo')}${document('Bar')}apiVersion: v1\nkind: Namespace\nmetadata: {name: X_}\n`)
  const applied = await fails('apply', '-f', 'bad.yaml')
  expect(applied.startsWith(`${both}Error from server (Invalid): `)).toBe(true)
  await line.ok('delete', 'cm', 'x')
  line.file('bad.yaml', document('Foo') + document('Bar') + document('ConfigMap'))
  expect(await fails('delete', '-f', 'bad.yaml')).toBe(
    `Error from server (NotFound): error when deleting "bad.yaml": configmaps "x" not found\n${both}`,
  )
})

test('the priority classes of the system stay', async () => {
  const refused = (name: string) =>
    `Error from server (Forbidden): priorityclasses.scheduling.k8s.io "${name}" is forbidden: this is a system priority class and cannot be deleted\n`
  expect(await fails('delete', 'pc', 'system-node-critical')).toBe(refused('system-node-critical'))
  expect(await fails('delete', 'pc', 'system-cluster-critical', '--dry-run=server')).toBe(
    refused('system-cluster-critical'),
  )
  await line.ok('create', 'pc', 'mine', '--value=5')
  expect(await line.ok('delete', 'pc', 'mine')).toBe('priorityclass.scheduling.k8s.io "mine" deleted\n')
})

test('names come with their type where several types are shown: tables count when empty, lists do not', async () => {
  const names = async (...argv: string[]) => (await line.ok('get', ...argv, '--no-headers')).split(/\s+/)[0]
  expect(await names('svc,deploy')).toBe('service/kubernetes')
  expect(await names('svc,deploy', '--server-print=false')).toBe('kubernetes')
  expect(await names('svc,pods', '--server-print=false')).toBe('service/kubernetes')
})

test('words that are no command: those that sound like it, and those it is for', async () => {
  const meant = (...names: string[]) => `\n\nDid you mean this?\n${names.map(name => `\t${name}\n`).join('')}`
  expect(await fails('list')).toBe(`error: unknown command "list" for "kubectl"${meant('get', 'wait')}`)
  expect(await fails('rm')).toBe(`error: unknown command "rm" for "kubectl"${meant('run', 'delete')}`)
  expect(await fails('explan')).toBe(`error: unknown command "explan" for "kubectl"${meant('explain')}`)
})

test('rollout alone prints its help as data, and fails', async () => {
  const { stdout, stderr, exit } = await line.run(['rollout'])
  expect(stdout).toContain('Available Commands:')
  expect([stderr, exit]).toEqual(['', 1])
  expect((await line.run(['set'])).stdout).toBe('')
})

test('a group may be named by its beginning, and comes after one of that name', async () => {
  expect(await line.ok('get', 'hpa.autosc', '-o', 'jsonpath={.kind}')).toBe('List')
  expect(await line.ok('get', 'ingresses.net', '-o', 'name')).toBe('')
  expect(await fails('get', 'pods.x')).toBe('error: the server doesn\'t have a resource type "pods"\n')
})

test('rollout history with a template alone is of the object, with -o of its revisions', async () => {
  await line.ok('create', 'deployment', 'd', '--image=x')
  expect(await line.ok('rollout', 'history', 'deploy/d', '--template={{.kind}}')).toBe('Deployment')
  expect(await line.ok('rollout', 'history', 'deploy/d', '-o', 'go-template={{.kind}}')).toBe('ReplicaSet')
})

test('a type that goes with its objects: they are gone', async () => {
  line.file(
    'widgets.yaml',
    `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: widgets, kind: Widget}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
`,
  )
  line.file('widget.yaml', 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: foo}\n')
  await line.ok('apply', '-f', 'widgets.yaml')
  await line.ok('apply', '-f', 'widget.yaml')
  expect(await line.ok('delete', '-f', 'widget.yaml', '-f', 'widgets.yaml')).toBe(
    'widget.example.com "foo" deleted from default namespace\n' +
      'customresourcedefinition.apiextensions.k8s.io "widgets.example.com" deleted\n',
  )
})
