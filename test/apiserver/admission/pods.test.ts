import { describe, expect, test } from 'vitest'
import type { Pod, PriorityClass, ServiceAccount } from '../../../src/api/types.gen.ts'
import { defaultTolerationSeconds } from '../../../src/apiserver/admission/default-toleration-seconds.ts'
import type { AdmissionPlugin } from '../../../src/apiserver/admission/plugin.ts'
import { priority } from '../../../src/apiserver/admission/priority.ts'
import { serviceAccount } from '../../../src/apiserver/admission/service-account.ts'
import { pod as podKind } from '../../../src/kinds/pod.ts'
import { priorityClass } from '../../../src/kinds/priorityclass.ts'
import { contextOf, podOf } from '../../kinds/pod/fixtures.ts'

const PRIORITY_CLASSES = 'priorityclasses.scheduling.k8s.io'

function admit(plugin: AdmissionPlugin, pod: Pod, objects: Parameters<typeof contextOf>[0] = {}, old?: Pod): Pod {
  podKind.setDefaults?.(pod)
  const verb = old ? ('update' as const) : ('create' as const)
  plugin.admit?.(
    { verb, kind: podKind, namespace: 'default', name: '', subresource: '', object: pod, old },
    contextOf(objects),
  )
  return pod
}

describe('ServiceAccount', () => {
  const account = (name: string, more: Partial<ServiceAccount> = {}): ServiceAccount => ({
    metadata: { name, namespace: 'default' },
    ...more,
  })
  const withAccounts = (pod: Pod, ...accounts: ServiceAccount[]) =>
    admit(serviceAccount, pod, { serviceaccounts: accounts }).spec!

  test('refuses accounts that do not exist', () => {
    expect(() => withAccounts(podOf({ serviceAccountName: 'builder' }))).toThrow(
      'pods "p" is forbidden: error looking up service account default/builder: serviceaccount "builder" not found',
    )
  })

  test('mounts the token in every container that has nothing in its place', () => {
    const mount = { name: 'own', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }
    const spec = withAccounts(
      podOf({
        initContainers: [
          { name: 'i', image: 'i' },
          { name: 'j', image: 'i', volumeMounts: [mount] },
        ],
      }),
      account('default'),
    )
    expect(spec.initContainers!.map(c => c.volumeMounts![0]!.name)).toEqual(['kube-api-access-bbbbb', 'own'])
    expect(spec.containers[0]!.volumeMounts).toHaveLength(1)
    expect(spec.volumes).toHaveLength(1)
  })

  test('takes the volume that is there', () => {
    const volumes = [{ name: 'kube-api-access-mine', emptyDir: {} }]
    const spec = withAccounts(podOf({ volumes }), account('default'))
    expect(spec.volumes).toEqual(volumes)
    expect(spec.containers[0]!.volumeMounts![0]!.name).toBe('kube-api-access-mine')
  })

  test.each([
    [undefined, false, 0],
    [true, false, 1],
    [false, true, 0],
  ])('the pod’s opt-out goes before the account’s (%s, %s)', (ofPod, ofAccount, volumes) => {
    const spec = withAccounts(
      podOf({ automountServiceAccountToken: ofPod }),
      account('default', { automountServiceAccountToken: ofAccount }),
    )
    expect(spec.volumes ?? []).toHaveLength(volumes)
  })

  test('hands on pull secrets, unless the pod has its own', () => {
    const robot = account('default', { imagePullSecrets: [{ name: 'reg' }] })
    expect(withAccounts(podOf(), robot).imagePullSecrets).toEqual([{ name: 'reg' }])
    expect(withAccounts(podOf({ imagePullSecrets: [{ name: 'own' }] }), robot).imagePullSecrets).toEqual([
      { name: 'own' },
    ])
  })

  test('does not touch a spec that others share', () => {
    const pod = podOf()
    podKind.setDefaults?.(pod)
    const before = structuredClone(pod.spec)
    const shared = pod.spec
    withAccounts(pod, account('default'))
    expect(shared).toEqual(before)
  })
})

describe('Priority', () => {
  const classes = (...list: [string, number, Partial<PriorityClass>?][]) => ({
    [PRIORITY_CLASSES]: list.map(([name, value, more]) => ({
      metadata: { name },
      value,
      preemptionPolicy: 'PreemptLowerPriority',
      ...more,
    })),
  })

  test('resolves the name', () => {
    expect(admit(priority, podOf({ priorityClassName: 'high' }), classes(['high', 100])).spec).toMatchObject({
      priority: 100,
      preemptionPolicy: 'PreemptLowerPriority',
    })
    expect(() => admit(priority, podOf({ priorityClassName: 'high' }))).toThrow(
      'pods "p" is forbidden: no PriorityClass with name high was found',
    )
  })

  test('takes the default', () => {
    const objects = classes(['usual', 10, { globalDefault: true, preemptionPolicy: 'Never' }])
    expect(admit(priority, podOf(), objects).spec).toMatchObject({
      priority: 10,
      priorityClassName: 'usual',
      preemptionPolicy: 'Never',
    })
    expect(admit(priority, podOf()).spec).toMatchObject({ priority: 0, preemptionPolicy: 'PreemptLowerPriority' })
  })

  test('refuses other numbers', () => {
    expect(() => admit(priority, podOf({ priority: 7 }))).toThrow(
      'the integer value of priority (7) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name',
    )
  })

  test('an update keeps what was computed', () => {
    const old = admit(priority, podOf())
    expect(admit(priority, podOf(), {}, old).spec).toMatchObject({
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
    })
  })

  test('lets one class be the default', () => {
    const object: PriorityClass = { metadata: { name: 'another' }, value: 20, globalDefault: true }
    const attributes = {
      verb: 'create' as const,
      kind: priorityClass,
      namespace: '',
      name: '',
      subresource: '',
      object,
    }
    expect(() => priority.validate!(attributes, contextOf(classes(['usual', 10, { globalDefault: true }])))).toThrow(
      'priorityclasses.scheduling.k8s.io "another" is forbidden: PriorityClass usual is already marked as default. Only one default can exist',
    )
  })
})

describe('DefaultTolerationSeconds', () => {
  test('adds what is missing', () => {
    const keys = (pod: Pod) => admit(defaultTolerationSeconds, pod).spec!.tolerations?.map(t => t.key)
    expect(keys(podOf())).toEqual(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'])
    expect(keys(podOf({ tolerations: [{ operator: 'Exists' }] }))).toEqual([undefined])
    expect(
      keys(podOf({ tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }] })),
    ).toEqual(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'])
  })
})
