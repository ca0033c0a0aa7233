import { afterAll, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

const line = new CommandLine()
afterAll(() => line.remove())

test('kinds that the cluster has not are told of; items of lists in other words', async () => {
  line.file('list.yaml', 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Foo, metadata: {name: a}}\n')
  line.file('one.yaml', 'apiVersion: v1\nkind: Foo\nmetadata: {name: a}\n')
  expect((await line.run(['delete', '-f', 'list.yaml'])).stderr).toContain(
    'unable to recognize no matches for kind "Foo" in version "v1"\n',
  )
  expect((await line.run(['delete', '-f', 'one.yaml'])).stderr).toContain(
    'resource mapping not found for name: "a" namespace: "" from "one.yaml": no matches for kind "Foo" in version "v1"',
  )
})

test('a kind in lower case is found, and refused by the server', async () => {
  line.file('lower.yaml', 'apiVersion: v1\nkind: configmap\nmetadata: {name: a}\n')
  const { stderr, exit } = await line.run(['create', '-f', 'lower.yaml'])
  expect(stderr).toBe(
    'Error from server (BadRequest): error when creating "lower.yaml": configmap in version "v1" cannot be handled as a ConfigMap: no kind "configmap" is registered for version "v1" in scheme "pkg/api/legacyscheme/scheme.go:30"\n',
  )
  expect(exit).toBe(1)
})
