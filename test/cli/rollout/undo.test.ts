import { describe, expect, it } from 'vitest'
import type { ApiResource } from '../../../src/api/discovery.ts'
import type { Deployment, ReplicaSet, StatefulSet } from '../../../src/api/types.gen.ts'
import type { SelectedInfo } from '../../../src/cli/resource/selected.ts'
import { historyOf, historyText } from '../../../src/cli/rollout/history.ts'
import { rollbackOf } from '../../../src/cli/rollout/undo.ts'
import { FakeClient } from '../describe/fake-client.ts'

const REVISION = 'deployment.kubernetes.io/revision'
const owner = (kind: string) => [{ apiVersion: 'apps/v1', kind, name: 'web', uid: 'u', controller: true }]
const template = (image: string, labels: Record<string, string> = {}) => ({
  metadata: { labels: { app: 'web', ...labels } },
  spec: { containers: [{ name: 'c', image }] },
})

function info(kind: string, object: Deployment | StatefulSet): SelectedInfo {
  const resource = { group: 'apps', version: 'v1', resource: `${kind.toLowerCase()}s`, kind } as ApiResource
  return { resource, namespace: 'default', name: 'web', source: '', object }
}

describe('of a deployment', () => {
  const selector = { matchLabels: { app: 'web' } }
  const deployment: Deployment = {
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: 'u',
      annotations: { [REVISION]: '3', own: 'x', 'kubernetes.io/change-cause': 'third' },
    },
    spec: { selector, template: template('i:3') },
  }
  const replicaSet = (revision: number, cause?: string): ReplicaSet => ({
    metadata: {
      name: `web-${revision}`,
      ownerReferences: owner('Deployment'),
      annotations: { [REVISION]: String(revision), ...(cause ? { 'kubernetes.io/change-cause': cause } : {}) },
    },
    spec: { selector, template: template(`i:${revision}`, { 'pod-template-hash': 'h' }) },
  })
  const client = (...sets: ReplicaSet[]) =>
    new FakeClient({
      '/apis/apps/v1/namespaces/default/replicasets': sets,
      '/apis/apps/v1/namespaces/default/deployments/web': deployment,
    })

  it('lists what there was', async () => {
    const history = await historyOf(info('Deployment', deployment), client(replicaSet(10), replicaSet(2, 'second')))
    expect(historyText(history, 0)).toBe('REVISION  CHANGE-CAUSE\n2         second\n10        <none>\n')
    expect(historyText(history, 2)).toContain('  Annotations:\tkubernetes.io/change-cause: second\n')
    expect(() => historyText(history, 3)).toThrow('unable to find the specified revision')
  })

  it('goes back to the one before, with its annotations', async () => {
    const to = client(replicaSet(3), replicaSet(2, 'second'), replicaSet(1))
    expect(await rollbackOf(info('Deployment', deployment), to)(0, 'none')).toBe('rolled back')
    const { body, contentType } = to.requests.at(-1)!
    expect(contentType).toBe('application/json-patch+json')
    expect(body).toEqual([
      { op: 'replace', path: '/spec/template', value: template('i:2') },
      {
        op: 'replace',
        path: '/metadata/annotations',
        value: { [REVISION]: '3', 'kubernetes.io/change-cause': 'second' },
      },
    ])
  })

  it('refuses or skips what makes no sense', async () => {
    const undo = (revision: number, ...sets: ReplicaSet[]) =>
      rollbackOf(info('Deployment', deployment), client(...sets))(revision, 'none')
    await expect(undo(0, replicaSet(1))).rejects.toThrow('no rollout history found for deployment "web"')
    await expect(undo(7, replicaSet(1))).rejects.toThrow('unable to find specified revision 7 in history')
    expect(await undo(3, replicaSet(3))).toBe('skipped rollback (current template already matches revision 3)')
    const paused = { ...deployment, spec: { ...deployment.spec!, paused: true } }
    const sets = client(replicaSet(3), replicaSet(1))
    await expect(rollbackOf(info('Deployment', paused), sets)(1, 'none')).rejects.toThrow(
      'cannot rollback a paused deployment',
    )
  })
})

it('sends a set the patch that its revision holds', async () => {
  const set: StatefulSet = {
    metadata: { name: 'web', namespace: 'default', uid: 'u' },
    spec: { selector: { matchLabels: { app: 'web' } }, template: template('i:2') },
  }
  const revision = (number: number) => ({
    metadata: { name: `web-${number}`, ownerReferences: owner('StatefulSet') },
    revision: number,
    data: { spec: { template: { $patch: 'replace', ...template(`i:${number}`) } } },
  })
  const path = '/apis/apps/v1/namespaces/default/statefulsets/web'
  const client = new FakeClient({
    '/apis/apps/v1/namespaces/default/controllerrevisions': [revision(2), revision(1)],
    [path]: set,
  })
  const undo = rollbackOf(info('StatefulSet', set), client)
  expect(await undo(0, 'server')).toBe('rolled back')
  expect(client.requests.at(-1)).toMatchObject({ path, body: revision(1).data, query: { dryRun: 'All' } })
  expect(await undo(2, 'none')).toMatch(/^skipped rollback/)
  expect(await undo(1, 'client')).toMatch(/^will roll back to Pod Template:\n {2}Labels:\tapp=web\n/)
})
