import { expect, test } from 'vitest'
import type { Container, ContainerStatus, Pod } from '../../src/api/types.gen.ts'
import { seededRandom } from '../../src/apimachinery/random.ts'
import { progress } from '../../src/kubelet/container-progress.ts'
import { runOf } from '../../src/kubelet/container-run.ts'

const START = '2026-01-01T00:00:00Z'

function podOf(restartPolicy: string, container: Partial<Container>, annotations = {}, owner?: string): Pod {
  const ownerReferences = owner ? [{ apiVersion: 'v1', kind: owner, name: 'o', uid: 'u', controller: true }] : []
  return {
    metadata: { name: 'p', namespace: 'default', uid: 'u', annotations, ownerReferences },
    spec: { restartPolicy, containers: [{ name: 'c', image: 'busybox', ...container }] },
  }
}

const run = (...args: Parameters<typeof podOf>) => {
  const pod = podOf(...args)
  return runOf(pod, pod.spec!.containers[0]!)
}
const forever = Number.POSITIVE_INFINITY

test.each<[Parameters<typeof podOf>, number, number]>([
  [['Never', {}, {}, 'Job'], 10, 0],
  [['Never', {}], forever, 0],
  [['Never', { args: ['sleep', '5'] }], 5, 0],
  [['Always', { args: ['sleep', '5'] }], forever, 0],
  [['OnFailure', { command: ['/bin/sh', '-c', 'echo hi; sleep 1m && sleep 2'] }, {}, 'Job'], 62, 0],
  [['Never', { command: ['sh', '-ec', 'while true; do sleep 1; done'] }, {}, 'Job'], forever, 0],
  [['Never', { command: ['bash', '-c', 'echo no; exit 3'] }, {}, 'Job'], 10, 3],
  [['Never', { command: ['false'] }, {}, 'Job'], 10, 1],
  [['Never', { command: ['echo', 'exit', 'strategy'] }, {}, 'Job'], 10, 0],
  [['Never', { args: ['sleep', '5'] }, { 'kubette.dev/run-seconds': '1', 'kubette.dev/exit-code': '7' }, 'Job'], 1, 7],
  [['Always', {}, { 'kubette.dev/exit-code': '2' }], 10, 2],
  [['Never', {}, { 'kubette.dev/run-seconds': 'soon' }, 'Job'], 10, 0],
])('%j runs for %d seconds and exits with %d', (args, seconds, exitCode) => {
  expect(run(...args)).toEqual({ seconds, exitCode })
})

test('a container that fails is started again, at once and then after longer and longer pauses', () => {
  const pod = podOf('Always', {}, { 'kubette.dev/run-seconds': '1', 'kubette.dev/exit-code': '1' })
  const running: ContainerStatus = {
    name: 'c',
    image: 'busybox',
    imageID: '',
    containerID: 'containerd://1',
    ready: true,
    restartCount: 0,
    state: { running: { startedAt: START } },
  }
  const after = (seconds: number) =>
    progress(pod, pod.spec!.containers[0]!, running, new Date(Date.parse(START) + seconds * 1000), seededRandom(1))
  expect(after(0.5)).toEqual({ status: running, restarted: false, next: Date.parse(START) + 1000 })
  expect(after(1.5).status).toMatchObject({ restartCount: 1, state: { running: {} }, lastState: { terminated: {} } })
  const waiting = after(3)
  expect(waiting.status.state!.waiting).toEqual({
    message: 'back-off 10s restarting failed container=c pod=p_default(u)',
    reason: 'CrashLoopBackOff',
  })
  expect(waiting.next).toBe(Date.parse(START) + 12_000)
  expect(after(12).status.restartCount).toBe(2)
  expect(after(30).status.state!.waiting!.message).toMatch(/^back-off 20s /)
  expect(after(86_400).status.restartCount).toBeGreaterThan(280)
})
