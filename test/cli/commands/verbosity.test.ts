import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from './command-line.ts'

let line: CommandLine

beforeEach(() => {
  line = new CommandLine()
})
afterEach(() => line.remove())

const urls = (stderr: string) =>
  [...stderr.matchAll(/"Response" verb="GET" url="([^"]+)" status="200 OK"/g)].map(m => m[1])

test('--v=6 shows the requests, lists in pages of --chunk-size', async () => {
  const { stdout, stderr } = await line.run(['get', 'namespaces', '--chunk-size=3', '-v=6', '-o', 'name'])
  expect(stdout.split('\n')).toHaveLength(5)
  expect(stderr).toMatch(/^I\d{4} [\d:.]+ +\d+ round_trippers\.go:632] "Response" verb="GET" /)
  expect(urls(stderr)).toEqual([
    'https://127.0.0.1:6443/api/v1/namespaces?limit=3',
    expect.stringMatching(/^https:\/\/127\.0\.0\.1:6443\/api\/v1\/namespaces\?continue=[^&]+&limit=3$/),
  ])
})

test('the table of several pages has one heading; 500 is the size', async () => {
  const { stdout } = await line.run(['get', 'namespaces', '--chunk-size=1'])
  expect(stdout.match(/NAME/g)).toHaveLength(1)
  expect(stdout.split('\n')).toHaveLength(6)
  expect(urls((await line.run(['get', 'pods', '-v=6'])).stderr)).toEqual([
    'https://127.0.0.1:6443/api/v1/namespaces/default/pods?limit=500',
  ])
})

test('what is sorted is asked for at once', async () => {
  const { stderr } = await line.run(['get', 'ns', '--sort-by=.metadata.name', '--chunk-size=1', '-v=6'])
  expect(urls(stderr)).toEqual(['https://127.0.0.1:6443/api/v1/namespaces?includeObject=Object'])
})

test('describe, events and drain ask in pages as well', async () => {
  const described = await line.run(['describe', 'namespaces', '--show-events', '--chunk-size=10', '-v=6'])
  expect(described.stderr).toContain('/api/v1/namespaces?limit=10"')
  expect((await line.run(['events', '--chunk-size=10', '-v=6'])).stderr).toMatch(/\/events\?[^"]*limit=10"/)
  const drained = await line.run(['drain', '--selector=!a', '--dry-run=client', '--force', '--chunk-size=1', '-v=6'])
  expect(drained.stderr).toContain('/api/v1/nodes?labelSelector=%21a&limit=1"')
})

test('--dry-run still takes booleans, with a log line', async () => {
  const create = (value: string) => line.run(['create', 'configmap', 'a', `--dry-run=${value}`, '-o', 'name'])
  expect(await create('true')).toMatchObject({ stdout: 'configmap/a\n', exit: 0 })
  expect((await create('true')).stderr).toMatch(
    /^W.* helpers\.go:733] --dry-run=true is deprecated \(boolean value\) and can be replaced with --dry-run=client\.\n$/,
  )
  expect((await create('f')).stderr).toMatch(
    /^W.* helpers\.go:736] --dry-run=f is deprecated \(boolean value\) and can be replaced with --dry-run=none\.\n$/,
  )
  expect((await create('false')).stderr).toContain('"a" already exists')
})
