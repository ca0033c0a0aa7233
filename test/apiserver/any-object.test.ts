import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { type ApiResource, resources } from '../../src/api/discovery.ts'
import { groupVersion } from '../../src/api/object.ts'
import type { ApiRequest } from '../../src/api/request.ts'
import { fixedClock } from '../../src/apimachinery/clock.ts'
import { seededRandom } from '../../src/apimachinery/random.ts'
import { StatusError } from '../../src/apimachinery/status.ts'
import { Cluster } from '../../src/cluster/cluster.ts'
import { schemaFor } from '../../src/schema/schema.ts'
import { schemaObject } from './schema-object.ts'

const ADMIN = { username: 'kubernetes-admin', groups: ['system:masters'] }
const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io'
const folder = mkdtempSync(join(tmpdir(), 'kubette-any-'))
const cluster = new Cluster({
  path: join(folder, 'cluster.json'),
  clock: fixedClock('2026-01-01T00:00:00Z'),
  random: seededRandom(1),
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Whether the cluster did it; what it refuses, it refuses with a StatusError. */
async function isDone(request: ApiRequest): Promise<boolean> {
  try {
    await cluster.request(request, ADMIN)
    return true
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    return false
  }
}

function collectionOf({ group, version, resource, namespaced }: ApiResource): string {
  const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  return `${base}${namespaced ? '/namespaces/default' : ''}/${resource}`
}

const kinds = resources().filter(r => r.verbs.includes('create') && r.verbs.includes('delete') && schemaFor(r))

test('whatever fits its schema is stored, shown and deleted, or refused as an API server refuses it', async () => {
  // what looks at pods before they are validated
  const limitRange = { metadata: { name: 'l' }, spec: { limits: [{ type: 'Container', default: { cpu: '1' } }] } }
  const quota = { metadata: { name: 'q' }, spec: { hard: { pods: '100', 'requests.cpu': '100', services: '100' } } }
  for (const [path, body] of [
    ['limitranges', { apiVersion: 'v1', kind: 'LimitRange', ...limitRange }],
    ['resourcequotas', { apiVersion: 'v1', kind: 'ResourceQuota', ...quota }],
  ] as const)
    expect(await isDone({ method: 'POST', path: `/api/v1/namespaces/default/${path}`, body })).toBe(true)
  let created = 0
  for (const kind of kinds) {
    const path = collectionOf(kind)
    const type = schemaFor(kind)!
    const typeMeta = { apiVersion: groupVersion(kind.group, kind.version), kind: kind.kind }
    const property = fc.asyncProperty(schemaObject(type, { name: 'any', labels: { app: 'web' } }), async object => {
      if (!(await isDone({ method: 'POST', path, body: { ...object, ...typeMeta } }))) return
      created++
      if (kind.subresources?.some(s => s.name === 'status'))
        await isDone({ method: 'PUT', path: `${path}/any/status`, body: { ...object, ...typeMeta } })
      expect(await isDone({ method: 'GET', path, accept: TABLE })).toBe(true)
      await isDone({ method: 'DELETE', path: `${path}/any`, body: { gracePeriodSeconds: 0 } })
    })
    await fc.assert(property, { numRuns: 20 })
  }
  expect(created).toBeGreaterThan(100)
}, 60_000)
