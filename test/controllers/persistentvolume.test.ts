import { expect, test } from 'vitest'
import type { Event, PersistentVolume, PersistentVolumeClaim, Pod } from '../../src/api/types.gen.ts'
import { TimedCluster } from './timed-cluster.ts'

const VOLUMES = '/api/v1/persistentvolumes'
const CLAIMS = '/api/v1/namespaces/default/persistentvolumeclaims'
const CLASSES = '/apis/storage.k8s.io/v1/storageclasses'
const PODS = '/api/v1/namespaces/default/pods'

const volume = (name: string, storage: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: { capacity: { storage }, accessModes: ['ReadWriteOnce'], hostPath: { path: `/mnt/${name}` }, ...more },
})

const claim = (name: string, storage: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...more },
})

const pod = (name: string, claimName: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    containers: [{ name: 'c', image: 'nginx' }],
    volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }],
  },
})

async function phases(cluster: TimedCluster): Promise<Record<string, string>> {
  const objects = [
    ...(await cluster.list<PersistentVolume>(VOLUMES)),
    ...(await cluster.list<PersistentVolumeClaim>(CLAIMS)),
  ]
  return Object.fromEntries(
    objects.map(o => [
      o.metadata.name,
      `${o.status!.phase} ${('claimRef' in o.spec! ? o.spec.claimRef?.name : (o.spec as { volumeName?: string }).volumeName) ?? ''}`.trim(),
    ]),
  )
}

test('claims get the smallest volume that will do, whichever comes first', async () => {
  using cluster = new TimedCluster()
  await cluster.send('POST', VOLUMES, volume('large', '10Gi'))
  await cluster.send('POST', CLAIMS, claim('a', '2Gi', { selector: { matchLabels: { x: 'y' } } }))
  await cluster.send('POST', VOLUMES, volume('small', '3Gi'))
  await cluster.send('POST', CLAIMS, claim('b', '2Gi'))
  expect(await phases(cluster)).toEqual({ large: 'Available', small: 'Bound b', a: 'Pending', b: 'Bound small' })
})

test('a claim that pods wait for looks at new volumes every 15 seconds only, one that comes at once', async () => {
  using cluster = new TimedCluster()
  await cluster.send('POST', CLAIMS, claim('early', '1Gi'))
  await cluster.send('POST', PODS, pod('p', 'early'))
  await cluster.send('POST', VOLUMES, volume('v', '1Gi'))
  cluster.pass(3)
  await cluster.send('POST', VOLUMES, volume('w', '1Gi'))
  expect(await phases(cluster)).toEqual({ v: 'Available', w: 'Available', early: 'Pending' })
  await cluster.send('POST', CLAIMS, claim('late', '1Gi'))
  expect(await phases(cluster)).toMatchObject({ early: 'Pending', late: expect.stringMatching('Bound') })
  cluster.pass(12)
  expect(await phases(cluster)).toMatchObject({ early: expect.stringMatching('Bound') })
})

test('what becomes of a volume when its claim goes', async () => {
  using cluster = new TimedCluster()
  for (const [name, policy, path] of [
    ['keep', 'Retain', '/mnt/keep'],
    ['gone', 'Delete', '/tmp/gone'],
    ['stuck', 'Delete', '/mnt/stuck'],
    ['again', 'Recycle', '/mnt/again'],
  ]) {
    await cluster.send(
      'POST',
      VOLUMES,
      volume(name!, '1Gi', { persistentVolumeReclaimPolicy: policy, hostPath: { path } }),
    )
    await cluster.send('POST', CLAIMS, claim(name!, '1Gi', { volumeName: name }))
    await cluster.send('DELETE', `${CLAIMS}/${name}`)
  }
  expect(await phases(cluster)).toEqual({ keep: 'Released keep', stuck: 'Failed stuck', again: 'Available' })
  const stuck = await cluster.get<PersistentVolume>(`${VOLUMES}/stuck`)
  expect(stuck.status!.message).toBe('host_path deleter only supports /tmp/.+ but received provided /mnt/stuck')
})

test('neither goes while it is used', async () => {
  using cluster = new TimedCluster()
  await cluster.send('POST', VOLUMES, volume('v', '1Gi'))
  await cluster.send('POST', CLAIMS, claim('c', '1Gi'))
  await cluster.send('POST', PODS, pod('p', 'c'))
  await cluster.send('DELETE', `${VOLUMES}/v`)
  await cluster.send('DELETE', `${CLAIMS}/c`)
  expect(await phases(cluster)).toEqual({ v: 'Bound c', c: 'Bound v' })
  await cluster.send('DELETE', `${PODS}/p`)
  expect(await phases(cluster)).toEqual({})
})

test('a class that waits for the first consumer binds to a volume of its node', async () => {
  using cluster = new TimedCluster()
  const waiting = { provisioner: 'kubernetes.io/no-provisioner', volumeBindingMode: 'WaitForFirstConsumer' }
  const sc = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'local' }, ...waiting }
  await cluster.send('POST', CLASSES, sc)
  await cluster.send('POST', CLAIMS, claim('c', '1Gi', { storageClassName: 'local' }))
  await cluster.send('POST', PODS, pod('p', 'c'))
  const events = await cluster.list<Event>('/api/v1/namespaces/default/events')
  expect(events.map(e => e.message)).toEqual(
    expect.arrayContaining([
      'waiting for first consumer to be created before binding',
      'waiting for pod p to be scheduled',
      expect.stringContaining("2 node(s) didn't find available persistent volumes to bind"),
    ]),
  )
  const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['worker2'] }]
  const nodeAffinity = { required: { nodeSelectorTerms: [{ matchExpressions }] } }
  const local = { hostPath: undefined, local: { path: '/disk' }, nodeAffinity, storageClassName: 'local' }
  await cluster.send('POST', VOLUMES, volume('v', '1Gi', local))
  expect(await phases(cluster)).toEqual({ v: 'Bound c', c: 'Bound v' })
  const placed = await cluster.get<Pod>(`${PODS}/p`)
  expect([placed.spec!.nodeName, placed.status!.phase]).toEqual(['worker2', 'Running'])
})

test('a provisioner is told of the node, and the pod waits for its volume', async () => {
  using cluster = new TimedCluster()
  const dynamic = { provisioner: 'example.com/disks', volumeBindingMode: 'WaitForFirstConsumer' }
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' }
  const metadata = { name: 'disks', annotations }
  await cluster.send('POST', CLASSES, { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata, ...dynamic })
  await cluster.send('POST', CLAIMS, claim('c', '1Gi'))
  await cluster.send('POST', PODS, pod('p', 'c'))
  const waiting = await cluster.get<PersistentVolumeClaim>(`${CLAIMS}/c`)
  expect(waiting.spec!.storageClassName).toBe('disks')
  expect(waiting.metadata.annotations).toMatchObject({
    'volume.kubernetes.io/selected-node': expect.stringMatching(/^worker/),
    'volume.kubernetes.io/storage-provisioner': 'example.com/disks',
  })
  expect((await cluster.get<Pod>(`${PODS}/p`)).status!.phase).toBe('Pending')
  const claimRef = { namespace: 'default', name: 'c' }
  await cluster.send('POST', VOLUMES, volume('v', '1Gi', { storageClassName: 'disks', claimRef }))
  expect((await cluster.get<Pod>(`${PODS}/p`)).status!.phase).toBe('Running')
})

test('claims grow only where their class lets them', async () => {
  using cluster = new TimedCluster()
  await cluster.send('POST', CLAIMS, claim('c', '1Gi'))
  const grow = () => cluster.send('PATCH', `${CLAIMS}/c`, { spec: { resources: { requests: { storage: '2Gi' } } } })
  await expect(grow()).rejects.toThrow('spec is immutable after creation except resources.requests')
  await cluster.send('POST', VOLUMES, volume('v', '5Gi'))
  await expect(grow()).rejects.toThrow('only dynamically provisioned pvc can be resized')
})

test('a pod’s own volume is claimed for it and goes with it', async () => {
  using cluster = new TimedCluster()
  const body = pod('p', '')
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
  const volumes = [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec } } }]
  await cluster.send('POST', VOLUMES, volume('v', '1Gi'))
  await cluster.send('POST', PODS, { ...body, spec: { ...body.spec, volumes } })
  expect(await phases(cluster)).toEqual({ v: 'Bound p-scratch', 'p-scratch': 'Bound v' })
  expect((await cluster.get<Pod>(`${PODS}/p`)).status!.phase).toBe('Running')
  await cluster.send('DELETE', `${PODS}/p`)
  expect(await phases(cluster)).toEqual({ v: 'Released p-scratch' })
})
