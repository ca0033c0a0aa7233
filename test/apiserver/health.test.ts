import { expect, test } from 'vitest'
import { type HealthCheck, healthAnswer, healthPath } from '../../src/apiserver/health.ts'

const well: HealthCheck = { name: 'ping', problem: () => undefined }
const ill: HealthCheck = { name: 'etcd', problem: async () => 'no disk' }
const ask = (path: string, checks: HealthCheck[], options: { verbose?: boolean; exclude?: string[] } = {}) =>
  healthAnswer(healthPath(path)!, checks, { verbose: false, exclude: [], ...options })

test('all is well', async () => {
  expect(await ask('/livez', [well])).toEqual({ code: 200, text: 'ok' })
  expect(await ask('/livez', [well], { verbose: true })).toEqual({
    code: 200,
    text: '[+]ping ok\nlivez check passed\n',
  })
  expect(await ask('/livez/ping', [well, ill])).toEqual({ code: 200, text: 'ok' })
})

test('what is not well is named, not why', async () => {
  const text = '[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n'
  expect(await ask('/readyz', [well, ill])).toEqual({ code: 500, text })
  expect(await ask('/readyz', [well, ill], { exclude: ['etcd'] })).toEqual({ code: 200, text: 'ok' })
  expect((await ask('/readyz', [well], { exclude: ['x'], verbose: true })).text).toBe(
    '[+]ping ok\nwarn: some health checks cannot be excluded: no matches for "x"\nreadyz check passed\n',
  )
  expect((await ask('/readyz/etcd', [well, ill])).code).toBe(500)
  expect((await ask('/readyz/x', [well, ill])).code).toBe(404)
  expect(healthPath('/readyzx')).toBeUndefined()
})
