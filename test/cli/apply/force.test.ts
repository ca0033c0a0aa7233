import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

beforeEach(() => {
  line = new CommandLine()
})
afterEach(() => line.remove())

const deployment = (selected: string, labelled = selected, metadata = {}) =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', ...metadata },
    spec: {
      selector: { matchLabels: { app: selected } },
      template: { metadata: { labels: { app: labelled } }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    },
  })

const selected = () => line.ok('get', 'deploy', 'web', '-o', 'jsonpath={.spec.selector.matchLabels.app}')

test('--force replaces what cannot be patched, even with the version of another object in the file', async () => {
  line.file('a.json', deployment('a')).file('b.json', deployment('b', 'b', { resourceVersion: '1' }))
  await line.ok('apply', '-f', 'a.json')
  const { stderr } = await line.run(['apply', '-f', 'b.json'])
  expect(stderr).toMatch(/^Error from server \(Conflict\): error when applying patch:\n\{"metadata":\{"annotations":/)
  expect(await line.ok('apply', '-f', 'b.json', '--force')).toBe('deployment.apps/web configured\n')
  expect(await selected()).toBe('b')
})

test('what was there comes back where the new object is refused', async () => {
  line.file('a.json', deployment('a')).file('bad.json', deployment('b', 'c'))
  await line.ok('apply', '-f', 'a.json')
  const { stderr, exit } = await line.run(['apply', '-f', 'bad.json', '--force'])
  expect(exit).toBe(1)
  expect(stderr).toMatch(/^The Deployment "web" is invalid: spec\.template\.metadata\.labels: Invalid value/)
  expect(await selected()).toBe('a')
})

test('what is not gone in time is not replaced', async () => {
  const held = { finalizers: ['example.com/held'] }
  line.file('a.json', deployment('a', 'a', held)).file('b.json', deployment('b', 'b', held))
  await line.ok('apply', '-f', 'a.json')
  const { stderr } = await line.run(['apply', '-f', 'b.json', '--force'])
  expect(stderr).toMatch(/\nfor: "b\.json": context deadline exceeded\n$/)
  expect(await selected()).toBe('a')
})
