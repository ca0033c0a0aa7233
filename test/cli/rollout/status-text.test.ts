import { expect, test } from 'vitest'
import type { ApiResource } from '../../../src/api/discovery.ts'
import type { KubeObject } from '../../../src/api/object.ts'
import type { SelectedInfo } from '../../../src/cli/resource/selected.ts'
import { statusViewerFor } from '../../../src/cli/rollout/status-text.ts'

const info = (kind: string, group = 'apps') =>
  ({ resource: { kind, group } as ApiResource, namespace: 'default', name: 'x', source: '' }) as unknown as SelectedInfo

function view(kind: string, object: object, revision = 0) {
  const whole = { metadata: { name: 'x', generation: 2 }, ...object } as KubeObject
  return statusViewerFor(info(kind))(whole, revision)
}

test.each([
  [{ observedGeneration: 1 }, 'Waiting for deployment spec update to be observed...'],
  [
    { updatedReplicas: 1 },
    'Waiting for deployment "x" rollout to finish: 1 out of 3 new replicas have been updated...',
  ],
  [
    { updatedReplicas: 3, replicas: 4 },
    'Waiting for deployment "x" rollout to finish: 1 old replicas are pending termination...',
  ],
  [
    { updatedReplicas: 3, replicas: 3, availableReplicas: 2 },
    'Waiting for deployment "x" rollout to finish: 2 of 3 updated replicas are available...',
  ],
])('a deployment that is not done: %j', (status, text) => {
  const object = { spec: { replicas: 3 }, status: { observedGeneration: 2, ...status } }
  expect(view('Deployment', object)).toEqual({ text: `${text}\n`, done: false })
})

test('a deployment that is done, has failed, or is of another revision', () => {
  const done = { replicas: 1, updatedReplicas: 1, availableReplicas: 1, observedGeneration: 2 }
  const spec = { replicas: 1 }
  expect(view('Deployment', { spec, status: done })).toEqual({
    text: 'deployment "x" successfully rolled out\n',
    done: true,
  })
  const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }]
  expect(() => view('Deployment', { spec, status: { ...done, conditions } })).toThrow(
    'deployment "x" exceeded its progress deadline',
  )
  expect(() => view('Deployment', { spec, status: done }, 3)).toThrow(
    'desired revision (3) is different from the running revision (0)',
  )
})

test('a daemon set', () => {
  const spec = { updateStrategy: { type: 'RollingUpdate' } }
  const status = { observedGeneration: 2, desiredNumberScheduled: 2, updatedNumberScheduled: 1 }
  expect(view('DaemonSet', { spec, status }).text).toBe(
    'Waiting for daemon set "x" rollout to finish: 1 out of 2 new pods have been updated...\n',
  )
  expect(view('DaemonSet', { spec, status: { ...status, updatedNumberScheduled: 2, numberAvailable: 2 } }).done).toBe(
    true,
  )
  expect(() => view('DaemonSet', { spec: { updateStrategy: { type: 'OnDelete' } }, status })).toThrow(
    'rollout status is only available for RollingUpdate strategy type',
  )
})

test('a stateful set', () => {
  const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }
  const status = {
    observedGeneration: 2,
    readyReplicas: 3,
    updatedReplicas: 1,
    updateRevision: 'b',
    currentRevision: 'a',
  }
  const spec = { replicas: 3, updateStrategy }
  expect(view('StatefulSet', { spec, status: { ...status, readyReplicas: 1 } }).text).toBe(
    'Waiting for 2 pods to be ready...\n',
  )
  expect(view('StatefulSet', { spec, status }).text).toBe(
    'Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated...\n',
  )
  expect(view('StatefulSet', { spec, status: { ...status, updatedReplicas: 2 } })).toEqual({
    text: 'partitioned roll out complete: 2 new pods have been updated...\n',
    done: true,
  })
  const whole = { replicas: 3, updateStrategy: { type: 'RollingUpdate' } }
  expect(view('StatefulSet', { spec: whole, status }).text).toBe(
    'waiting for statefulset rolling update to complete 1 pods at revision b...\n',
  )
})

test('kinds without rollouts are refused by name', () => {
  expect(() => statusViewerFor(info('Service', ''))).toThrow('no status viewer has been implemented for Service')
  expect(() => statusViewerFor(info('ReplicaSet'))).toThrow('no status viewer has been implemented for ReplicaSet.apps')
})
