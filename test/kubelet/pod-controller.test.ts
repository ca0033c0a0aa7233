import { describe, expect, it } from 'vitest'
import { FakeCluster } from './fake-cluster.ts'

const CONDITIONS = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']

describe('kubelet', () => {
  it('starts a pod of its node, with the events and conditions of a real one', () => {
    const cluster = new FakeCluster()
    cluster.pod('web', { nodeName: 'worker' })
    const status = cluster.getPod('web')!.status!
    expect(status.phase).toBe('Running')
    expect(status.podIP).toBe('10.244.1.2')
    expect(status.hostIP).toBe('172.18.0.3')
    expect(status.conditions!.map(c => c.type)).toEqual(CONDITIONS)
    expect(status.conditions!.every(c => c.status === 'True' && c.observedGeneration === 1)).toBe(true)
    expect(status.containerStatuses![0]).toMatchObject({ name: 'c', ready: true, started: true, restartCount: 0 })
    expect(cluster.events('web')).toEqual([
      'Pulling: Pulling image "nginx"',
      'Pulled: Successfully pulled image "nginx" in 0s (0s including waiting). Image size: 0 bytes.',
      'Created: Container created',
      'Started: Container started',
    ])
  })

  it('goes on after the last address and does not give a freed one again at once', () => {
    const cluster = new FakeCluster()
    cluster.pod('a', { nodeName: 'worker' })
    cluster.pod('b', { nodeName: 'worker' })
    cluster.deletePod('a')
    expect(cluster.getPod('a')).toBeUndefined()
    cluster.pod('c', { nodeName: 'worker' })
    expect(cluster.getPod('c')!.status!.podIP).toBe('10.244.1.4')
    for (let i = 0; i < 251; i++) {
      cluster.pod('x', { nodeName: 'worker' })
      cluster.deletePod('x')
    }
    cluster.pod('d', { nodeName: 'worker' })
    expect(cluster.getPod('d')!.status!.podIP).toBe('10.244.1.5')
  })

  it('honours readiness gates as they change', () => {
    const cluster = new FakeCluster()
    cluster.pod('gated', { nodeName: 'worker', readinessGates: [{ conditionType: 'example.com/up' }] })
    const ready = () => cluster.getPod('gated')!.status!.conditions!.find(c => c.type === 'Ready')!
    expect(ready()).toMatchObject({
      status: 'False',
      reason: 'ReadinessGatesNotReady',
      message: 'corresponding condition of pod readiness gate "example.com/up" does not exist.',
    })
    const gate = (status: string) =>
      cluster.changePod('gated', pod => {
        const others = pod.status!.conditions!.filter(c => c.type !== 'example.com/up')
        pod.status!.conditions = [...others, { type: 'example.com/up', status }]
      })
    gate('True')
    expect(ready().status).toBe('True')
    expect(cluster.getPod('gated')!.status!.conditions!.map(c => c.type)).toEqual(['example.com/up', ...CONDITIONS])
    gate('False')
    expect(ready().message).toBe('the status of pod readiness gate "example.com/up" is not "True", but False')
  })

  it('heeds an annotation that a pod gets while it runs', () => {
    const cluster = new FakeCluster()
    cluster.pod('web', { nodeName: 'worker', restartPolicy: 'Never' })
    const pod = cluster.getPod('web')!
    // as the API server has it: what an update does not change is the very same object
    const metadata = { ...pod.metadata, annotations: { 'kubette.dev/run-seconds': '5' } }
    cluster.context.update('pods', { ...pod, metadata })
    cluster.run()
    cluster.advance(6)
    expect(cluster.getPod('web')!.status!.phase).toBe('Succeeded')
  })

  it('leaves pods of missing nodes alone until the collector takes them', () => {
    const cluster = new FakeCluster()
    cluster.pod('lost', { nodeName: 'nowhere' })
    expect(cluster.getPod('lost')!.status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' })
    cluster.advance(61)
    expect(cluster.getPod('lost')).toBeUndefined()
  })

  it('waits for a config map and starts when it comes', () => {
    const cluster = new FakeCluster()
    cluster.pod('app', {
      nodeName: 'worker',
      containers: [{ name: 'c', image: 'app:1', envFrom: [{ configMapRef: { name: 'settings' } }] }],
    })
    expect(cluster.getPod('app')!.status!.containerStatuses![0]!.state).toEqual({
      waiting: { reason: 'CreateContainerConfigError', message: 'configmap "settings" not found' },
    })
    cluster.put('configmaps', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'default' },
    })
    expect(cluster.getPod('app')!.status!.phase).toBe('Running')
  })

  it('does not start a container whose image can have no such name, and says so once its turn has come', () => {
    const cluster = new FakeCluster()
    cluster.pod('bad', {
      nodeName: 'worker',
      initContainers: [{ name: 'init', image: 'Busy:1' }],
      containers: [{ name: 'c', image: 'app::1' }],
    })
    const why = (image: string, problem: string) =>
      `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${problem}`
    const message = why('Busy:1', 'invalid reference format: repository name (library/Busy) must be lowercase')
    const { initContainerStatuses, containerStatuses, phase } = cluster.getPod('bad')!.status!
    expect(phase).toBe('Pending')
    expect(initContainerStatuses![0]!.state).toEqual({ waiting: { reason: 'InvalidImageName', message } })
    expect(containerStatuses![0]!.state).toEqual({ waiting: { reason: 'PodInitializing' } })
    expect(cluster.events('bad')).toEqual([`InspectFailed: ${message}`, 'Failed: Error: InvalidImageName'])
    cluster.changePod('bad', pod => {
      pod.spec!.initContainers![0]!.image = 'busy:1'
    })
    expect(cluster.getPod('bad')!.status!.containerStatuses![0]!.state).toEqual({
      waiting: { reason: 'InvalidImageName', message: why('app::1', 'invalid reference format') },
    })
    cluster.changePod('bad', pod => {
      pod.spec!.containers[0]!.image = 'app:1'
    })
    expect(cluster.getPod('bad')!.status!.phase).toBe('Running')
  })

  it('has the image before it looks for what the environment refers to', () => {
    const cluster = new FakeCluster()
    cluster.pod('app', {
      nodeName: 'worker',
      containers: [
        { name: 'c', image: 'app:1', imagePullPolicy: 'IfNotPresent', envFrom: [{ secretRef: { name: 's' } }] },
      ],
    })
    expect(cluster.events('app')).toEqual([
      'Pulled: Container image "app:1" already present on machine and can be accessed by the pod',
      'Failed: Error: secret "s" not found',
    ])
  })

  it('runs init containers to their end, and restarts a container whose image changes', () => {
    const cluster = new FakeCluster()
    cluster.pod('web', {
      nodeName: 'worker',
      initContainers: [{ name: 'init', image: 'busybox:1' }],
      containers: [{ name: 'c', image: 'nginx:1' }],
    })
    expect(cluster.getPod('web')!.status!.initContainerStatuses![0]!.state!.terminated!.reason).toBe('Completed')
    cluster.changePod('web', pod => {
      pod.spec!.containers[0]!.image = 'nginx:2'
    })
    expect(cluster.getPod('web')!.status!.containerStatuses![0]).toMatchObject({
      image: 'docker.io/library/nginx:2',
      restartCount: 1,
      ready: true,
    })
    expect(cluster.events('web')).toContain('Killing: Container c definition changed, will be restarted')
  })

  it('refuses what does not fit its node', () => {
    const cluster = new FakeCluster()
    cluster.pod('huge', {
      nodeName: 'worker',
      containers: [{ name: 'c', image: 'x', resources: { requests: { cpu: '500' } } }],
    })
    expect(cluster.getPod('huge')!.status).toMatchObject({
      phase: 'Failed',
      reason: 'OutOfcpu',
      message: "Pod was rejected: Node didn't have enough resource: cpu, requested: 500000, used: 0, capacity: 8000",
    })
  })

  it('fails a pod whose deadline is over', () => {
    const cluster = new FakeCluster()
    cluster.pod('short', { nodeName: 'worker', activeDeadlineSeconds: 30 })
    cluster.advance(29)
    expect(cluster.getPod('short')!.status!.phase).toBe('Running')
    cluster.advance(2)
    expect(cluster.getPod('short')!.status).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' })
  })
})
