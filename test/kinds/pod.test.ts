import { describe, expect, test } from 'vitest'
import type { Pod, PriorityClass, ServiceAccount } from '../../src/api/types.gen.ts'
import { defaultTolerationSeconds } from '../../src/apiserver/admission/default-toleration-seconds.ts'
import { priority } from '../../src/apiserver/admission/priority.ts'
import { serviceAccount } from '../../src/apiserver/admission/service-account.ts'
import { pod as podKind } from '../../src/kinds/pod.ts'
import { contextOf, podOf, texts } from './pod/fixtures.ts'

const account: ServiceAccount = { metadata: { name: 'default', namespace: 'default' } }
const classes: PriorityClass[] = []
const context = contextOf({ serviceaccounts: [account], 'priorityclasses.scheduling.k8s.io': classes })

/** What the generic API server does with a new pod. */
function create(pod: Pod) {
  podKind.setDefaults?.(pod)
  const attributes = {
    verb: 'create' as const,
    kind: podKind,
    namespace: 'default',
    name: '',
    subresource: '',
    object: pod,
  }
  for (const plugin of [serviceAccount, priority, defaultTolerationSeconds]) plugin.admit?.(attributes, context)
  podKind.prepareForCreate?.(pod, context)
  return texts(podKind.validate(pod, context))
}

describe('a new pod', () => {
  test('is stored as a real API server stores it (get/pods-wide.txt)', () => {
    const pod = podOf({ nodeName: 'worker' }, { name: 'main' })
    expect(create(pod)).toEqual([])
    expect(pod.metadata.generation).toBe(1)
    expect(pod.status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' })
    expect(pod.spec).toEqual({
      containers: [
        {
          image: 'nginx',
          imagePullPolicy: 'Always',
          name: 'main',
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          volumeMounts: [
            {
              mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
              name: 'kube-api-access-bbbbb',
              readOnly: true,
            },
          ],
        },
      ],
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      nodeName: 'worker',
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccount: 'default',
      serviceAccountName: 'default',
      terminationGracePeriodSeconds: 30,
      tolerations: ['not-ready', 'unreachable'].map(taint => ({
        effect: 'NoExecute',
        key: `node.kubernetes.io/${taint}`,
        operator: 'Exists',
        tolerationSeconds: 300,
      })),
      volumes: [
        {
          name: 'kube-api-access-bbbbb',
          projected: {
            defaultMode: 420,
            sources: [
              { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
              { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
              {
                downwardAPI: {
                  items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
                },
              },
            ],
          },
        },
      ],
    })
  })

  test('with scheduling gates says why it is not scheduled', () => {
    const pod = podOf({ schedulingGates: [{ name: 'example.com/wait' }] })
    expect(create(pod)).toEqual([])
    const [condition] = pod.status?.conditions ?? []
    expect(condition).toMatchObject({ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' })
    expect(condition).toMatchObject({ lastProbeTime: null, lastTransitionTime: '2026-01-01T00:00:00Z' })
    expect(podKind.row!(pod as Pod, new Date())[2]).toBe('SchedulingGated')
  })

  test('shares its spec with the others of its template, and is fast', () => {
    const spec = podOf().spec!
    const made: Pod[] = []
    const start = performance.now()
    for (let i = 0; i < 5000; i++) {
      const pod: Pod = { metadata: { name: `p-${i}`, namespace: 'default' }, spec }
      expect(create(pod)).toHaveLength(0)
      podKind.warnings?.(pod)
      made.push(pod)
    }
    const each = ((performance.now() - start) / 5000) * 1000
    expect(made[0]!.spec!.containers[0]!.resources).toBe(made[4999]!.spec!.containers[0]!.resources)
    expect(each).toBeLessThan(200)
    expect(spec).toEqual(podOf().spec)
  })

  test('keeps an invalid spec invalid however often it comes', () => {
    const spec = podOf({}, { imagePullPolicy: 'Sometimes' }).spec!
    for (let i = 0; i < 3; i++) expect(create({ metadata: { name: 'p' }, spec })).toHaveLength(1)
  })
})

describe('deletion', () => {
  const period = (pod: Pod, requested?: number) => podKind.graceful!.gracePeriodSeconds(pod, requested)
  test.each([
    ['not scheduled', podOf(), undefined, 0],
    ['scheduled', podOf({ nodeName: 'n', terminationGracePeriodSeconds: 30 }), undefined, 30],
    ['asked for', podOf({ nodeName: 'n', terminationGracePeriodSeconds: 30 }), 5, 5],
    ['negative', podOf({ nodeName: 'n', terminationGracePeriodSeconds: -1 }), undefined, 1],
    ['ended', { ...podOf({ nodeName: 'n' }), status: { phase: 'Succeeded' } }, 20, 0],
  ])('%s', (_, pod, requested, expected) => {
    expect(period(pod as Pod, requested as number | undefined)).toBe(expected)
  })
})

describe('an update', () => {
  const stored = () => {
    const pod = podOf({ nodeName: 'worker' })
    create(pod)
    return pod
  }
  const update = (change: (pod: Pod) => void) => {
    const old = stored()
    const pod = structuredClone(old)
    change(pod)
    podKind.setDefaults?.(pod)
    podKind.prepareForUpdate?.(pod, old, context)
    return { faults: texts(podKind.validateUpdate(pod, old, context)), pod, old }
  }

  test('of an image makes a new generation', () => {
    const { faults, pod } = update(p => (p.spec!.containers[0]!.image = 'nginx:1.27'))
    expect(faults).toEqual([])
    expect(pod.metadata.generation).toBe(2)
  })

  test('of metadata keeps the generation and the stored spec', () => {
    const { pod, old } = update(p => (p.metadata.labels = { a: 'b' }))
    expect(pod.metadata.generation).toBe(1)
    expect(pod.spec).toBe(old.spec)
  })

  test('of another field is refused with a diff of what changed', () => {
    const { faults } = update(p => (p.spec!.nodeName = 'worker2'))
    const [first, ...diff] = faults[0]!.split('\n')
    expect(faults).toHaveLength(1)
    expect(first).toBe(
      'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    )
    expect(diff).toEqual(
      [
        '@@ -140,7 +140,7 @@',
        ' "NodeSelector": null,',
        ' "ServiceAccountName": "default",',
        ' "AutomountServiceAccountToken": null,',
        '- "NodeName": "worker",',
        '+ "NodeName": "worker2",',
        ' "SecurityContext": {',
        '  "HostNetwork": false,',
        '  "HostPID": false,',
        '',
      ].map(l => (l.startsWith(' ') ? ` ${l}` : l)),
    )
  })

  test('may not add containers, or take tolerations away', () => {
    expect(update(p => p.spec!.containers.push({ name: 'd', image: 'x' })).faults).toEqual([
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ])
    expect(update(p => p.spec!.tolerations!.pop()).faults).toEqual([
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ])
  })
})
