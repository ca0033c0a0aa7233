import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from './command-line.ts'

let line: CommandLine

beforeEach(async () => {
  line = new CommandLine()
  await line.ok('create', 'deployment', 'web', '--image=nginx')
})
afterEach(() => line.remove())

const fails = async (...argv: string[]) => {
  const { stderr, exit } = await line.run(argv)
  expect(exit).not.toBe(0)
  return stderr
}

test('--resource-version goes with one object, and is checked by the server', async () => {
  await line.ok('create', 'deployment', 'api', '--image=nginx')
  expect(await fails('label', 'deploy', 'web', 'api', 'a=b', '--resource-version=1')).toBe(
    'error: --resource-version may only be used with a single resource\n',
  )
  expect(await fails('annotate', 'deploy', 'web', 'a=b', '--resource-version=1')).toMatch(
    /^Error from server \(Conflict\)/,
  )
  const version = await line.ok('get', 'deploy', 'web', '-o', 'jsonpath={.metadata.resourceVersion}')
  expect(await line.ok('annotate', 'deploy', 'web', 'a=b', `--resource-version=${version}`)).toBe(
    'deployment.apps/web annotated\n',
  )
  expect(await fails('scale', 'deploy', 'web', '--replicas=2', '--resource-version=1')).toMatch(
    /^error: Expected resource version to be 1, was \d+\n$/,
  )
})

test('--all means something for a bare type only', async () => {
  await line.ok('create', 'deployment', 'api', '--image=nginx')
  expect(await line.ok('label', 'deploy', 'web', 'a=b', '--all')).toBe('deployment.apps/web labeled\n')
  expect(await line.ok('label', 'deploy', 'c=d', '--all')).toBe(
    'deployment.apps/api labeled\ndeployment.apps/web labeled\n',
  )
})

test('a list of labels has headings where there may be several objects', async () => {
  expect(await line.ok('label', 'deploy', 'web', '--list')).toBe('app=web\n')
  expect(await line.ok('label', 'deploy', '--all', '--list')).toBe(
    'Listing labels for Deployment.apps/web:\n app=web\n',
  )
})

test('the scale is a subresource to patch', async () => {
  const patch = ['patch', 'deploy', 'web', '--subresource=scale', '-p', '{"spec":{"replicas":3}}']
  expect(await line.ok(...patch)).toBe('scale.autoscaling/web patched\n')
  expect(await line.ok(...patch)).toBe('scale.autoscaling/web patched (no change)\n')
  expect(
    await line.ok('scale', 'deploy', 'web', '--replicas=2', '--timeout=5s', '-o', 'jsonpath={.spec.replicas}'),
  ).toBe('2')
})

test('a dry run of the client changes nothing', async () => {
  expect(
    await line.ok('scale', 'deploy', 'web', '--replicas=4', '--dry-run=client', '-o', 'jsonpath={.spec.replicas}'),
  ).toBe('4')
  expect(await line.ok('label', 'deploy', 'web', 'x=y', '--dry-run=client')).toBe(
    'deployment.apps/web labeled (dry run)\n',
  )
  expect(await line.ok('patch', 'deploy', 'web', '-p', '{"spec":{"replicas":5}}', '--dry-run=client')).toBe(
    'deployment.apps/web patched\n',
  )
  expect(await line.ok('get', 'deploy', 'web', '-o', 'jsonpath={.spec.replicas} {.metadata.labels}')).toBe(
    '1 {"app":"web"}',
  )
})

test('replace --force waits for the end of what it deletes', async () => {
  line.file('cm.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, finalizers: [example.com/x]}\n')
  await line.ok('create', '-f', 'cm.yaml')
  const { stdout, stderr } = await line.run(['replace', '--force', '-f', 'cm.yaml', '--timeout=50ms'])
  expect(stdout).toBe('configmap "a" deleted from default namespace\n')
  expect(stderr).toBe('error: timed out waiting for the condition\n')
  expect(await fails('replace', '-f', 'cm.yaml', '--grace-period=3')).toBe(
    'error: --grace-period must have --force specified\n',
  )
  expect(await fails('replace', '-f', 'cm.yaml', '--raw=x')).toContain(
    '--raw must be a valid URL path: parse "x": invalid URI for request',
  )
})

test('diff fails with status 2, and tells differences with 1', async () => {
  line.file('web.yaml', await line.ok('create', 'cm', 'a', '--from-literal=x=1', '--dry-run=client', '-o', 'yaml'))
  await line.ok('apply', '-f', 'web.yaml')
  expect((await line.run(['diff', '-f', 'web.yaml'])).exit).toBe(0)
  line.file('web.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "2"}\n')
  line.env.KUBECTL_EXTERNAL_DIFF = 'diff -q'
  expect((await line.run(['diff', '-f', 'web.yaml'])).exit).toBe(1)
  line.env.KUBECTL_EXTERNAL_DIFF = 'no-such-program'
  expect(await line.run(['diff', '-f', 'web.yaml'])).toEqual({
    stdout: '',
    stderr: 'error: failed to run "no-such-program": executable file not found in $PATH\n',
    exit: 2,
  })
  expect((await line.run(['diff', 'x', '-f', 'web.yaml'])).exit).toBe(2)
})
