import { describe, expect, test } from 'vitest'
import type { Pod, PodSpec } from '../../../src/api/types.gen.ts'
import { path } from '../../../src/apimachinery/validation/field.ts'
import { pod as podKind } from '../../../src/kinds/pod.ts'
import { podTemplateWarnings, setPodTemplateDefaults } from '../../../src/kinds/pod-template.ts'
import { podOf } from './fixtures.ts'

function warningsOf(pod: Pod): string[] {
  podKind.setDefaults?.(pod)
  return podKind.warnings!(pod)
}

const cases: [string, Partial<PodSpec>, string[]][] = [
  ['nothing', {}, []],
  [
    'a deprecated node label',
    { nodeSelector: { 'beta.kubernetes.io/os': 'linux' } },
    ['spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead'],
  ],
  [
    'a constraint that selects nothing',
    { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }] },
    ['spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod'],
  ],
  [
    'volumes that no longer work',
    { volumes: [{ name: 'g', gitRepo: { repository: 'r' } }] },
    ['spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+'],
  ],
  [
    'files in each other’s way',
    {
      volumes: [
        {
          name: 'v',
          configMap: {
            name: 'c',
            items: [
              { key: 'a', path: 'x' },
              { key: 'b', path: 'x/y' },
            ],
          },
        },
      ],
    },
    ['volume "v" (ConfigMap "c"): overlapping paths: "x/y" with "x"'],
  ],
  [
    'pull secrets',
    { imagePullSecrets: [{ name: 'a' }, { name: 'a' }, {}] },
    ['spec.imagePullSecrets[1].name: duplicate name "a"', 'spec.imagePullSecrets[2].name: invalid empty name ""'],
  ],
  [
    'variables and fractions',
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          env: [
            { name: 'A', value: '1' },
            { name: 'A', value: '2' },
            { name: 'B', value: '1' },
            { name: 'B', value: '$(B)2' },
          ],
          resources: { limits: { memory: '1m' } },
        },
      ],
    },
    [
      'spec.containers[0].resources.limits[memory]: fractional byte value "1m" is invalid, must be an integer',
      'spec.containers[0].resources.requests[memory]: fractional byte value "1m" is invalid, must be an integer',
      'spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply',
    ],
  ],
  [
    'ports',
    {
      containers: [
        {
          name: 'c',
          image: 'i',
          ports: [{ containerPort: 80 }, { containerPort: 80 }, { containerPort: 80, hostPort: 1 }],
        },
        { name: 'd', image: 'i', ports: [{ containerPort: 81, hostIP: '1.1.1.1' }] },
      ],
    },
    [
      'spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]',
      'spec.containers[0].ports[2]: overlapping port definition with spec.containers[0].ports[0]',
      'spec.containers[0].ports[2]: overlapping port definition with spec.containers[0].ports[1]',
      'spec.containers[1].ports[0]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:81 Protocol:TCP HostIP:1.1.1.1}',
    ],
  ],
  [
    'a negative grace period',
    { terminationGracePeriodSeconds: -1 },
    ['spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1'],
  ],
]

describe('warnings of a new pod', () => {
  test.each(cases)('%s', (_, spec, warnings) => expect(warningsOf(podOf(spec))).toEqual(warnings))

  test('a name that is no host name', () => {
    const pod = {
      ...podOf(),
      metadata: { name: 'a.b', annotations: { 'scheduler.alpha.kubernetes.io/critical-pod': '' } },
    }
    const [name, annotation] = warningsOf(pod)
    expect(name).toMatch(/^metadata\.name: this is used in the Pod's hostname, .*: \[must not contain dots\]$/)
    expect(annotation).toBe(
      'metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in v1.16+; use the "priorityClassName" field instead',
    )
  })

  test('updates give none', () => {
    const pod = podOf({ terminationGracePeriodSeconds: -1 })
    expect(podKind.warnings!(pod, pod)).toEqual([])
  })
})

test('a template is warned of at its own path', () => {
  const template = { metadata: {}, spec: podOf({ nodeSelector: { 'beta.kubernetes.io/arch': 'arm' } }).spec! }
  setPodTemplateDefaults(template)
  expect(podTemplateWarnings(template, path('spec', 'template'))).toEqual([
    'spec.template.spec.nodeSelector[beta.kubernetes.io/arch]: deprecated since v1.14; use "kubernetes.io/arch" instead',
  ])
})
