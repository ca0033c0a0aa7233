import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd' },
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: {
      metadata: { labels: { a: 'b' } },
      spec: {
        containers: [{ name: 'c', image: 'x', env: [{ name: 'E', value: '1' }] }],
        initContainers: [{ name: 'i', image: 'y' }],
      },
    },
  },
}

beforeEach(() => {
  line = new CommandLine().file('d.json', JSON.stringify(DEPLOYMENT))
})
afterEach(() => line.remove())

const podSpec = async (...argv: string[]) =>
  JSON.parse(await line.ok('set', ...argv, '-f', 'd.json', '--local', '-o', 'json')).spec.template.spec
const fails = async (...argv: string[]) => (await line.run(['set', ...argv])).stderr

test('image: of init containers too; what does not change is not told of', async () => {
  expect(await podSpec('image', '*=z')).toMatchObject({
    containers: [{ name: 'c', image: 'z' }],
    initContainers: [{ name: 'i', image: 'z' }],
  })
  expect(await line.ok('set', 'image', '-f', 'd.json', 'c=x', '--local')).toBe('')
  const { stdout, stderr } = await line.run(['set', 'image', '-f', 'd.json', 'c=z', 'q=z', '--local'])
  expect([stdout, stderr]).toEqual(['deployment.apps/d image updated\n', 'error: unable to find container named "q"\n'])
  expect(await fails('image', '-f', 'd.json', '--local', '*=x', 'c=y')).toBe(
    'error: all containers are already specified by *, but saw more than one container_name=container_image pairs\n',
  )
})

test('env: replaced variables stay where they are', async () => {
  const { containers, initContainers } = await podSpec('env', 'A=1=2', 'E=2', 'B=')
  expect(containers[0].env).toEqual([{ name: 'E', value: '2' }, { name: 'A', value: '1=2' }, { name: 'B' }])
  expect(initContainers[0].env).toHaveLength(3)
  expect((await podSpec('env', 'E-', '-c', 'c')).containers[0]).not.toHaveProperty('env')
  expect(await fails('env', '-f', 'd.json', '--local', 'A=1', 'A-')).toBe(
    'error: can not both modify and remove the same environment variable in the same command\n',
  )
  expect(await fails('env', '-f', 'd.json', '--local', '--overwrite=false', 'E=2')).toBe(
    "error: deployment.apps/d\n 'E' already has a value (1), and --overwrite is false\n",
  )
})

test('env: variables of standard input, of a config map, and what they come to', async () => {
  const input = await line.run(
    ['set', 'env', '-f', 'd.json', '--local', '-c', 'c', '-', '-o', 'json'],
    'A=1\n# B=2\nC=3 # d\n',
  )
  expect(JSON.parse(input.stdout).spec.template.spec.containers[0].env.slice(1)).toEqual([
    { name: 'A', value: '1' },
    { name: 'C', value: '3 ' },
  ])
  await line.ok('create', '-f', 'd.json')
  await line.ok('create', 'cm', 'settings', '--from-literal=a.b=1', '--from-literal=C=2')
  const { stderr } = await line.run(['set', 'env', 'deploy/d', '--from=cm/settings', '--prefix=X_', '-c', 'c'])
  expect(stderr).toBe('Warning: key a.b transferred to A_B\n')
  await line.ok('delete', 'cm', 'settings')
  await line.ok('create', 'cm', 'settings', '--from-literal=C=2')
  const { stdout, stderr: faults, exit } = await line.run(['set', 'env', 'deploy/d', '--list', '--resolve', '-c', 'c'])
  expect(stdout).toBe('# Deployment d, container c\nE=1\nX_C=2\n# X_A_B from configmap settings, key a.b\n')
  expect(faults).toBe('error retrieving reference for X_A_B: key a.b not found in config map settings\n')
  expect(exit).toBe(0)
})

test('resources: what is not named stays', async () => {
  const first = await podSpec('resources', '--limits=cpu=1000m', '--requests=memory=1024Ki', '-c', 'c')
  expect(first.containers[0].resources).toEqual({ limits: { cpu: '1' }, requests: { memory: '1Mi' } })
  expect(first.initContainers[0].resources).toEqual({})
  expect(await fails('resources', '-f', 'd.json', '--local', '--limits=cpu')).toBe(
    'error: Invalid argument syntax cpu, expected <resource>=<value>\n',
  )
})

test('objects without a pod template', async () => {
  await line.ok('create', 'cm', 'a')
  expect(await fails('serviceaccount', 'cm/a', 'robot')).toBe(
    'error: configmaps/a the object is not a pod or does not have a pod template: *v1.ConfigMap\n',
  )
  await line.ok('create', 'role', 'r', '--verb=get', '--resource=pods')
  expect(await fails('subject', 'role/r', '--user=u')).toBe(
    'error: roles/r setting subjects is only supported for RoleBinding/ClusterRoleBinding\n',
  )
})

test('subject: each once, in the order of the alphabet', async () => {
  await line.ok('create', 'rolebinding', 'rb', '--role=r', '--user=u')
  await line.ok('set', 'subject', 'rolebinding', 'rb', '--user=z', '--user=a', '--user=u', '--serviceaccount=:robot')
  const subjects = await line.ok(
    'get',
    'rolebinding',
    'rb',
    '-o',
    'jsonpath={range .subjects[*]}{.kind} {.namespace}/{.name},{end}',
  )
  expect(subjects).toBe('User /u,User /a,User /z,ServiceAccount default/robot,')
})

test('selector: --resource-version is checked by the server', async () => {
  await line.ok('create', 'svc', 'clusterip', 's', '--tcp=80')
  expect(await fails('selector', 'svc', 's', 'a=b', '--resource-version=1')).toMatch(/^Error from server \(Conflict\)/)
  expect(await fails('selector', 'svc', 's', 'a!=b')).toBe('error: "!=" is not a valid label selector operator\n')
  expect(await fails('selector', 'svc', 's', '!a')).toBe(
    'error: match expression [{a DoesNotExist []}] not supported on this object\n',
  )
})

test('--local asks no cluster', async () => {
  const local = `error: you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
`
  for (const command of [
    ['image', 'deploy/d', 'c=x'],
    ['selector', 'svc/s', 'a=b'],
    ['subject', 'rolebinding/r', '--user=a'],
  ])
    expect(await fails(...command, '--local')).toBe(local)
  expect(await fails('sa', '-f', 'd.json', 'x', '--local', '--dry-run=server')).toBe(
    'error: cannot specify --local and --dry-run=server - did you mean --dry-run=client?\n',
  )
})
