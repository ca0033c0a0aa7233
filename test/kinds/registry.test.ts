import { expect, test } from 'vitest'
import { resources } from '../../src/api/discovery.ts'
import { KindRegistry, resourceId } from '../../src/kinds/registry.ts'

test('every resource that discovery says can be listed has a kind, in that version', async () => {
  const registry = new KindRegistry()
  await registry.loadAll()
  const listed = resources().filter(r => r.verbs.includes('list'))
  const kinds = listed.map(r => registry.served(resourceId(r.group, r.resource), r.version)?.kind)
  expect(kinds).toEqual(listed.map(r => r.kind))
})

test('an unknown resource is passed over', async () => {
  const registry = new KindRegistry()
  await registry.load(['gadgets.example.com', '__proto__'])
  expect(registry.get('gadgets.example.com')).toBeUndefined()
  expect([...registry.all()]).toEqual([])
})
