import { describe, expect, it } from 'vitest'
import { describeObject, FakeClient, meta, text } from './fake-client.ts'

describe('describe containers', () => {
  it('describes what became of containers, and their environment', async () => {
    const ended = (exitCode: number) => ({
      terminated: {
        exitCode,
        reason: exitCode === 0 ? 'Completed' : 'Error',
        message: 'bye',
        signal: 9,
        startedAt: '2026-11-22T11:59:00Z',
        finishedAt: '2026-11-22T11:59:30Z',
      },
    })
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        ...meta('web'),
        deletionTimestamp: '2026-11-22T11:58:00Z',
        deletionGracePeriodSeconds: 30,
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'r', controller: true }],
      },
      spec: {
        containers: [],
        initContainers: [
          {
            name: 'init',
            image: 'busybox',
            env: [
              { name: 'A', value: 'x\ny' },
              { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
              { name: 'MEM', valueFrom: { resourceFieldRef: { resource: 'requests.memory', divisor: '1Mi' } } },
              { name: 'PW', valueFrom: { secretKeyRef: { key: 'pw', name: 's', optional: true } } },
              { name: 'C', valueFrom: { configMapKeyRef: { key: 'k', name: 'c' } } },
            ],
            envFrom: [{ configMapRef: { name: 'cm' } }, { prefix: 'P_', secretRef: { name: 'sec', optional: true } }],
            resources: { requests: { memory: '1500Ki' } },
            volumeMounts: [
              { name: 'b', mountPath: '/b', subPath: 'x' },
              { name: 'a', mountPath: '/a', readOnly: true },
            ],
          },
        ],
      },
      status: {
        phase: 'Running',
        containerStatuses: [],
        conditions: [],
        initContainerStatuses: [
          {
            name: 'init',
            image: '',
            imageID: '',
            ready: false,
            restartCount: 2,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: ended(1),
          },
        ],
      },
    }
    const lines = (await describeObject(pod, new FakeClient(), false)).split('\n')
    expect(lines).toContain('Status:                    Terminating (lasts 2m)')
    expect(lines).toContain('Termination Grace Period:  30s')
    expect(lines).toContain('Controlled By:             ReplicaSet/web-1')
    expect(lines).toContain('Containers: <none>')
    const from = lines.indexOf('Init Containers:')
    expect(lines.slice(from, lines.indexOf('Containers: <none>')).join('\n')).toBe(
      text(`
Init Containers:
  init:
    Container ID:   
    Image:          busybox
    Image ID:       
    Port:           <none>
    Host Port:      <none>
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       Error
      Message:      bye
      Exit Code:    1
      Signal:       9
      Started:      Sun, 22 Nov 2026 11:59:00 +0000
      Finished:     Sun, 22 Nov 2026 11:59:30 +0000
    Ready:          False
    Restart Count:  2
    Requests:
      memory:  1500Ki
    Environment Variables from:
      cm   ConfigMap                Optional: false
      sec  Secret with prefix 'P_'  Optional: true
    Environment:
      A:    x
            y
      CPU:  node allocatable (limits.cpu)
      MEM:  2 (requests.memory)
      PW:   <set to the key 'pw' in secret 's'>     Optional: true
      C:    <set to the key 'k' of config map 'c'>  Optional: false
    Mounts:
      /a from a (ro)
      /b from b (rw,path="x")`),
    )
  })
})
