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
