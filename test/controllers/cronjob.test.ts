import { expect, test } from 'vitest'
import type { CronJob, CronJobSpec, Event, Job } from '../../src/api/types.gen.ts'
import { TimedCluster } from './timed-cluster.ts'

const CRON_JOBS = '/apis/batch/v1/namespaces/default/cronjobs'
const JOBS = '/apis/batch/v1/namespaces/default/jobs'
const EVENTS = '/api/v1/namespaces/default/events'

async function cronJobIn(cluster: TimedCluster, spec: Partial<CronJobSpec>, annotations: Record<string, string> = {}) {
  const template = {
    metadata: { annotations },
    spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox' }] },
  }
  const full = { schedule: '*/5 * * * *', jobTemplate: { spec: { template } }, ...spec }
  await cluster.send('POST', CRON_JOBS, {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'c' },
    spec: full,
  })
}

const jobs = async (cluster: TimedCluster) => (await cluster.list<Job>(JOBS)).map(j => j.metadata.name)
const minutes = (time: string) => Date.parse(time) / 60_000

test('runs on time, and keeps the last three', async () => {
  using cluster = new TimedCluster()
  await cronJobIn(cluster, {})
  expect(await jobs(cluster)).toEqual([])
  cluster.pass(5 * 60)
  expect(await jobs(cluster)).toEqual([`c-${minutes('2026-01-01T00:05:00Z')}`])
  const running = await cluster.get<CronJob>(`${CRON_JOBS}/c`)
  expect(running.status).toMatchObject({ active: [{ kind: 'Job' }], lastScheduleTime: '2026-01-01T00:05:00Z' })
  cluster.pass(30 * 60 + 30)
  expect(await jobs(cluster)).toEqual(['25', '30', '35'].map(m => `c-${minutes(`2026-01-01T00:${m}:00Z`)}`))
  const { status } = await cluster.get<CronJob>(`${CRON_JOBS}/c`)
  expect(status).toEqual({
    lastScheduleTime: '2026-01-01T00:35:00Z',
    lastSuccessfulTime: '2026-01-01T00:35:10Z',
  })
})

test('after days only the last hour happens one by one', async () => {
  using cluster = new TimedCluster()
  await cronJobIn(cluster, { schedule: '* * * * *' })
  cluster.pass(3 * 86_400)
  const { status } = await cluster.get<CronJob>(`${CRON_JOBS}/c`)
  expect(status!.lastScheduleTime).toBe('2026-01-04T00:00:00Z')
  const reasons = (await cluster.list<Event>(EVENTS)).map(e => e.reason)
  expect(reasons).toContain('SawCompletedJob')
})

test.each([
  ['Forbid', 1],
  ['Allow', 3],
  ['Replace', 1],
])('%s: %i at once', async (concurrencyPolicy, count) => {
  using cluster = new TimedCluster()
  await cronJobIn(cluster, { concurrencyPolicy }, { 'kubette.dev/run-seconds': '100000' })
  cluster.pass(15 * 60 + 1)
  expect(await jobs(cluster)).toHaveLength(count)
})

test('a schedule that is never met is told of', async () => {
  using cluster = new TimedCluster()
  await cronJobIn(cluster, { schedule: '0 0 31 2 *' })
  const events = await cluster.list<Event>(EVENTS)
  expect(events.map(e => `${e.reason}: ${e.message}`)).toEqual([
    'InvalidSchedule: invalid schedule: 0 0 31 2 * : time difference between two schedules is less than 1 second',
  ])
})

test('one that missed its deadline does not run', async () => {
  using cluster = new TimedCluster()
  await cronJobIn(cluster, { suspend: true, startingDeadlineSeconds: 60 })
  cluster.pass(7 * 60)
  await cluster.send('PATCH', `${CRON_JOBS}/c`, { spec: { suspend: false } })
  expect(await jobs(cluster)).toEqual([])
  cluster.pass(4 * 60)
  expect(await jobs(cluster)).toHaveLength(1)
})
