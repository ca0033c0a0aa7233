import { describe, expect, test } from 'vitest'
import type { ContainerStatus, Pod, PodSpec, PodStatus } from '../../../src/api/types.gen.ts'
import { podRow } from '../../../src/kinds/pod/row.ts'

const NOW = new Date('2026-01-01T01:00:00Z')

const status = (name: string, more: Partial<ContainerStatus>): ContainerStatus => ({
  name,
  image: 'i',
  imageID: 'i',
  ready: false,
  restartCount: 0,
  ...more,
})
const running = (name: string, more: Partial<ContainerStatus> = {}) =>
  status(name, { ready: true, state: { running: {} }, ...more })
const ended = (name: string, exitCode: number, more: object = {}) =>
  status(name, { state: { terminated: { exitCode, ...more } } })

function row(spec: Partial<PodSpec>, podStatus: PodStatus, deleted = false) {
  const pod: Pod = {
    metadata: {
      name: 'p',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...(deleted && { deletionTimestamp: '2026-01-01T00:30:00Z' }),
    },
    spec: { containers: [{ name: 'c' }], ...spec },
    status: podStatus,
  }
  return podRow(pod, NOW)
}

const two = { containers: [{ name: 'c' }, { name: 'd' }] }
const init = { initContainers: [{ name: 'i' }, { name: 'j' }] }
const sidecar = { initContainers: [{ name: 'i', restartPolicy: 'Always' }] }
const initialized = { conditions: [{ type: 'Initialized', status: 'True' }] }

const cases: [string, Partial<PodSpec>, PodStatus, boolean, string[]][] = [
  ['pending', {}, { phase: 'Pending' }, false, ['0/1', 'Pending', '0']],
  ['running', {}, { phase: 'Running', containerStatuses: [running('c')] }, false, ['1/1', 'Running', '0']],
  [
    'restarted',
    {},
    {
      phase: 'Running',
      containerStatuses: [
        running('c', {
          restartCount: 2,
          lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:55:00Z' } },
        }),
      ],
    },
    false,
    ['1/1', 'Running', '2 (5m ago)'],
  ],
  [
    'waiting',
    {},
    { phase: 'Pending', containerStatuses: [status('c', { state: { waiting: { reason: 'ImagePullBackOff' } } })] },
    false,
    ['0/1', 'ImagePullBackOff', '0'],
  ],
  ['an exit code', {}, { phase: 'Failed', containerStatuses: [ended('c', 3)] }, false, ['0/1', 'ExitCode:3', '0']],
  [
    'a signal',
    {},
    { phase: 'Failed', containerStatuses: [ended('c', 137, { signal: 9 })] },
    false,
    ['0/1', 'Signal:9', '0'],
  ],
  [
    'half completed, not ready',
    two,
    { phase: 'Running', containerStatuses: [ended('c', 0, { reason: 'Completed' }), running('d')] },
    false,
    ['1/2', 'NotReady', '0'],
  ],
  [
    'half completed, ready',
    two,
    {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [ended('c', 0, { reason: 'Completed' }), running('d')],
    },
    false,
    ['1/2', 'Running', '0'],
  ],
  [
    'initializing',
    init,
    { phase: 'Pending', initContainerStatuses: [ended('i', 0), running('j')] },
    false,
    ['0/1', 'Init:1/2', '0'],
  ],
  [
    'failed to initialize',
    init,
    { phase: 'Pending', initContainerStatuses: [ended('i', 1)] },
    false,
    ['0/1', 'Init:ExitCode:1', '0'],
  ],
  [
    'waiting to initialize',
    init,
    { phase: 'Pending', initContainerStatuses: [status('i', { state: { waiting: { reason: 'CrashLoopBackOff' } } })] },
    false,
    ['0/1', 'Init:CrashLoopBackOff', '0'],
  ],
  [
    'a sidecar counts',
    sidecar,
    {
      phase: 'Running',
      initContainerStatuses: [running('i', { started: true, restartCount: 1 })],
      containerStatuses: [running('c')],
    },
    false,
    ['2/2', 'Running', '1'],
  ],
  [
    'a sidecar that crashes once initialized',
    sidecar,
    { phase: 'Running', ...initialized, initContainerStatuses: [ended('i', 1)], containerStatuses: [running('c')] },
    false,
    ['1/2', 'Init:ExitCode:1', '0'],
  ],
  ['evicted', {}, { phase: 'Failed', reason: 'Evicted' }, false, ['0/1', 'Evicted', '0']],
  ['deleted', {}, { phase: 'Running', containerStatuses: [running('c')] }, true, ['1/1', 'Terminating', '0']],
  ['deleted when it had ended', {}, { phase: 'Succeeded' }, true, ['0/1', 'Succeeded', '0']],
  ['deleted on a lost node', {}, { phase: 'Running', reason: 'NodeLost' }, true, ['0/1', 'Unknown', '0']],
]

describe('READY, STATUS and RESTARTS', () => {
  test.each(cases)('%s', (_, spec, podStatus, deleted, expected) => {
    expect(row(spec, podStatus, deleted).slice(1, 4)).toEqual(expected)
  })
})

test('the wide columns', () => {
  const gates = [{ conditionType: 'a' }, { conditionType: 'b' }]
  expect(row({}, {}).slice(4)).toEqual(['60m', '<none>', '<none>', '<none>', '<none>'])
  const wide = row(
    { nodeName: 'worker', readinessGates: gates },
    { podIPs: [{ ip: '10.244.1.2' }], nominatedNodeName: 'n', conditions: [{ type: 'a', status: 'True' }] },
  )
  expect(wide.slice(4)).toEqual(['60m', '10.244.1.2', 'worker', 'n', '1/2'])
})
