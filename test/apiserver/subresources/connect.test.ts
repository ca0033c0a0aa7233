import { expect, test } from 'vitest'
import { TestCluster } from '../authorization/cluster.ts'

const PODS = '/api/v1/namespaces/default/pods'
const pod = (name: string, ...containers: string[]) => ({
  metadata: { name },
  spec: { containers: containers.map(name => ({ name, image: 'nginx' })) },
})

test('logs are empty, of a container that there is', async () => {
  using cluster = new TestCluster()
  await cluster.ask('POST', PODS, pod('one', 'a'))
  await cluster.ask('POST', PODS, pod('two', 'a', 'b'))
  const request = { method: 'GET', path: `${PODS}/one/log` } as const
  const answer = await cluster.cluster.request(request, { username: 'a', groups: ['system:masters'] })
  expect(answer).toMatchObject({ code: 200, body: '', contentType: 'text/plain' })
  const log = (name: string, query: Record<string, string> = {}) =>
    cluster.ask('GET', `${PODS}/${name}/log`, undefined, { query })
  expect(await log('two', { container: 'b' })).toBe('')
  expect(await log('two')).toBe('a container name must be specified for pod two, choose one of: [a b]')
  expect(await log('two', { container: 'c' })).toBe('container c is not valid for pod two')
  expect(await log('one', { previous: 'true' })).toBe('previous terminated container "a" in pod "one" not found')
  expect(await log('one', { tailLines: '-1' })).toBe(
    'PodLogOptions "one" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
  )
  expect(await log('none')).toBe('pods "none" not found')
})

test('there is nothing to connect to', async () => {
  using cluster = new TestCluster()
  await cluster.ask('POST', PODS, pod('one', 'a'))
  const why = 'the nodes of this cluster are simulated and run no containers'
  expect(await cluster.ask('POST', `${PODS}/one/exec`)).toBe(`error dialing backend: ${why}`)
  expect(await cluster.ask('GET', `${PODS}/one/attach`, undefined, { query: { container: 'b' } })).toBe(
    'container b is not valid for pod one',
  )
  expect(await cluster.ask('GET', `${PODS}/one/proxy/healthz`)).toBe(`error trying to reach service: ${why}`)
  expect(await cluster.ask('GET', '/api/v1/namespaces/default/services/kubernetes/proxy/')).toBe(
    `error trying to reach service: ${why}`,
  )
  expect(await cluster.ask('GET', `${PODS}/one/status/more`)).toBe('the server could not find the requested resource')
})

test('a binding is checked', async () => {
  using cluster = new TestCluster()
  const path = `${PODS}/one/binding`
  await cluster.ask('POST', PODS, { ...pod('one', 'a'), spec: { ...pod('one', 'a').spec, schedulerName: 'mine' } })
  expect(await cluster.ask('POST', path, { target: { kind: 'Pod' } })).toBe(
    '[target.kind: Unsupported value: "Pod": supported values: "Node", "<empty>", target.name: Required value]',
  )
  expect(await cluster.ask('POST', path, { metadata: { name: 'two' }, target: { name: 'worker' } })).toBe(
    'name in URL does not match name in Binding object',
  )
  expect(await cluster.ask('POST', path, { target: { kind: 'Node', name: 'worker' } })).toMatchObject({ code: 201 })
  expect(await cluster.ask('GET', `${PODS}/one`)).toMatchObject({ spec: { nodeName: 'worker' } })
})
