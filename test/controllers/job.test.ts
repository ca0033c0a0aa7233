import { expect, test } from 'vitest'
import type { Event, Job, JobSpec, Pod, PodSpec } from '../../src/api/types.gen.ts'
import { TimedCluster } from './timed-cluster.ts'

const JOBS = '/apis/batch/v1/namespaces/default/jobs'
const PODS = '/api/v1/namespaces/default/pods'

async function withJob(
  spec: Partial<JobSpec>,
  check: (cluster: TimedCluster, job: () => Promise<Job>, pods: () => Promise<Pod[]>) => Promise<void>,
  pod: Partial<PodSpec> = {},
  annotations: Record<string, string> = {},
): Promise<void> {
  using cluster = new TimedCluster()
  const template = {
    metadata: { annotations },
    spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox' }], ...pod },
  }
  const body = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: { template, ...spec } }
  await cluster.send('POST', JOBS, body)
  await check(
    cluster,
    () => cluster.get<Job>(`${JOBS}/j`),
    () => cluster.list<Pod>(PODS),
  )
}

const conditions = ({ status }: Job) => status!.conditions?.map(c => `${c.type}=${c.status} ${c.reason}`)

test('runs for ten seconds and is complete', async () => {
  await withJob({}, async (cluster, job, pods) => {
    expect((await job()).status).toEqual({
      active: 1,
      ready: 1,
      startTime: '2026-01-01T00:00:00Z',
      terminating: 0,
      uncountedTerminatedPods: {},
    })
    cluster.pass(100)
    const done = await job()
    expect(conditions(done)).toEqual(['SuccessCriteriaMet=True CompletionsReached', 'Complete=True CompletionsReached'])
    expect(done.status).toMatchObject({ succeeded: 1, completionTime: '2026-01-01T00:00:10Z' })
    expect(done.status!.active).toBeUndefined()
    const [pod] = await pods()
    expect(pod!.status!.phase).toBe('Succeeded')
    expect(pod!.metadata.finalizers).toBeUndefined()
    const events = await cluster.list<Event>('/api/v1/namespaces/default/events')
    expect(events.filter(e => e.involvedObject.kind === 'Job').map(e => e.reason)).toEqual([
      'SuccessfulCreate',
      'Completed',
    ])
  })
})

test('a job of several rounds is as far as its time allows', async () => {
  await withJob({ completions: 5, parallelism: 2 }, async (cluster, job, pods) => {
    cluster.pass(15)
    expect((await job()).status).toMatchObject({ succeeded: 2, active: 2 })
    cluster.pass(60)
    expect((await job()).status).toMatchObject({ succeeded: 5, completionTime: '2026-01-01T00:00:30Z' })
    expect(await pods()).toHaveLength(5)
  })
})

test('failures are tried again, each time after a longer pause', async () => {
  const failing = { 'kubette.dev/run-seconds': '1', 'kubette.dev/exit-code': '3' }
  await withJob(
    { backoffLimit: 2 },
    async (cluster, job, pods) => {
      cluster.pass(5)
      expect((await job()).status).toMatchObject({ failed: 1 })
      expect(await pods()).toHaveLength(1)
      cluster.pass(7)
      expect(await pods()).toHaveLength(2)
      cluster.pass(600)
      const failed = await job()
      expect(conditions(failed)).toEqual([
        'FailureTarget=True BackoffLimitExceeded',
        'Failed=True BackoffLimitExceeded',
      ])
      expect(failed.status!.failed).toBe(3)
      expect(failed.status!.conditions![1]!.lastTransitionTime).toBe('2026-01-01T00:00:33Z')
    },
    {},
    failing,
  )
})

test('Indexed jobs number their pods and say which are done', async () => {
  await withJob({ completions: 4, parallelism: 3, completionMode: 'Indexed' }, async (cluster, job, pods) => {
    const indexed = await pods()
    expect(indexed.map(p => p.spec!.hostname).sort()).toEqual(['j-0', 'j-1', 'j-2'])
    expect(indexed[0]!.metadata.name).toMatch(/^j-\d-.{5}$/)
    expect(indexed[0]!.spec!.containers[0]!.env![0]!.name).toBe('JOB_COMPLETION_INDEX')
    cluster.pass(11)
    expect((await job()).status).toMatchObject({ completedIndexes: '0-2', active: 1 })
    cluster.pass(11)
    expect((await job()).status!.completedIndexes).toBe('0-3')
  })
})

test('a policy on failures decides what a pod’s failure means', async () => {
  const rules = [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }]
  await withJob(
    { podFailurePolicy: { rules } },
    async (cluster, job) => {
      cluster.pass(20)
      const failed = await job()
      expect(conditions(failed)![1]).toBe('Failed=True PodFailurePolicy')
      expect(failed.status!.conditions![1]!.message).toMatch(
        /^Container c for pod default\/j-.{5} failed with exit code 42 matching FailJob rule at index 0$/,
      )
    },
    { containers: [{ name: 'c', image: 'busybox', command: ['sh', '-c', 'sleep 2; exit 42'] }] },
  )
})

test('a policy on success ends a job early', async () => {
  const spec: Partial<JobSpec> = {
    completionMode: 'Indexed',
    completions: 4,
    parallelism: 2,
    successPolicy: { rules: [{ succeededCount: 1 }] },
  }
  await withJob(spec, async (cluster, job) => {
    cluster.pass(60)
    const done = await job()
    expect(conditions(done)).toEqual(['SuccessCriteriaMet=True SuccessPolicy', 'Complete=True SuccessPolicy'])
    expect(done.status!.failed).toBeUndefined()
  })
})

test('an Indexed job may be for two thousand million completions', async () => {
  const completions = 2_147_483_647
  const successPolicy = { rules: [{ succeededIndexes: `1-${completions - 1}`, succeededCount: 2 }] }
  const spec: Partial<JobSpec> = { completionMode: 'Indexed', completions, parallelism: 2, successPolicy }
  await withJob(spec, async (cluster, job) => {
    cluster.pass(15)
    expect((await job()).status).toMatchObject({ completedIndexes: '0,1', active: 2 })
    cluster.pass(10)
    expect(conditions(await job())).toContain('SuccessCriteriaMet=True SuccessPolicy')
  })
})

test('a deadline that is further away than a Date can say never comes', async () => {
  await withJob({ activeDeadlineSeconds: 9_007_199_254_740_000 }, async (cluster, job) => {
    cluster.pass(15)
    expect((await job()).status).toMatchObject({ succeeded: 1, completionTime: '2026-01-01T00:00:10Z' })
  })
})

test('a backoff limit for each index', async () => {
  const spec: Partial<JobSpec> = { completionMode: 'Indexed', completions: 2, parallelism: 2, backoffLimitPerIndex: 1 }
  await withJob(
    spec,
    async (cluster, job, pods) => {
      cluster.pass(300)
      const failed = await job()
      expect(conditions(failed)![1]).toBe('Failed=True FailedIndexes')
      expect(failed.status).toMatchObject({ failed: 4, failedIndexes: '0,1' })
      expect((await pods()).map(p => p.metadata.annotations!['batch.kubernetes.io/job-index-failure-count'])).toContain(
        '1',
      )
    },
    { containers: [{ name: 'c', image: 'busybox', command: ['false'] }] },
  )
})

test('containers that are restarted count against the limit', async () => {
  await withJob(
    { backoffLimit: 2 },
    async (cluster, job, pods) => {
      cluster.pass(13)
      const [pod] = await pods()
      expect(pod!.status!.containerStatuses![0]!.restartCount).toBe(1)
      cluster.pass(100)
      expect(conditions(await job())![1]).toBe('Failed=True BackoffLimitExceeded')
      expect(await pods()).toHaveLength(0)
    },
    { restartPolicy: 'OnFailure', containers: [{ name: 'c', image: 'busybox', command: ['false'] }] },
  )
})

test('deadlines, suspension and time to live', async () => {
  const spec = { activeDeadlineSeconds: 5, ttlSecondsAfterFinished: 30, suspend: true }
  await withJob(spec, async (cluster, job, pods) => {
    cluster.pass(60)
    expect(conditions(await job())).toEqual(['Suspended=True JobSuspended'])
    expect((await job()).status!.startTime).toBeUndefined()
    await cluster.send('PATCH', `${JOBS}/j`, { spec: { suspend: false } })
    expect(await pods()).toHaveLength(1)
    cluster.pass(6)
    expect(conditions(await job())).toEqual([
      'Suspended=False JobResumed',
      'FailureTarget=True DeadlineExceeded',
      'Failed=True DeadlineExceeded',
    ])
    expect((await job()).status!.failed).toBe(1)
    cluster.pass(30)
    expect(await cluster.list(JOBS)).toEqual([])
  })
})

test('a deleted job lets its pods go', async () => {
  await withJob({ parallelism: 3 }, async (cluster, _, pods) => {
    await cluster.send('DELETE', `${JOBS}/j`, { propagationPolicy: 'Background' })
    expect(await pods()).toEqual([])
  })
})

test('a pod that was deleted is a failure, and the pause after it outlives the pod', async () => {
  await withJob({}, async (cluster, job, pods) => {
    cluster.pass(2)
    const [pod] = await pods()
    await cluster.send('DELETE', `${PODS}/${pod!.metadata.name}`, { gracePeriodSeconds: 1 })
    cluster.pass(5)
    expect(await pods()).toEqual([])
    expect((await job()).status).toMatchObject({ failed: 1 })
    expect((await job()).status!.active).toBeUndefined()
    cluster.pass(6)
    expect(await pods()).toHaveLength(1)
    expect((await job()).status).toMatchObject({ failed: 1, active: 1 })
    cluster.pass(20)
    expect((await job()).status).toMatchObject({ failed: 1, succeeded: 1 })
  })
})
