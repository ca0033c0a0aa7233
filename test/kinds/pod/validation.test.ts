import { describe, expect, test } from 'vitest'
import type { Container, Pod, PodSpec } from '../../../src/api/types.gen.ts'
import { faultsOf, podOf } from './fixtures.ts'

const DNS_LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

test('the pod of apply/wrong-types.txt', () => {
  const containers = [
    { name: 'web', image: 'nginx', imagePullPolicy: 'Sometimes', ports: [{ containerPort: 0 }] },
    { name: 'web', image: 'nginx' },
  ]
  expect(faultsOf(podOf({ containers }))).toEqual([
    'spec.containers[0].ports[0].containerPort: Required value',
    'spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"',
    'spec.containers[1].name: Duplicate value: "web"',
  ])
})

test('a pod without anything', () => {
  expect(faultsOf({ metadata: { name: 'empty' } } as Pod)).toEqual(['spec.containers: Required value'])
})

const DNS_SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

const ofContainer: [string, Partial<Container>, string[]][] = [
  [
    'names of sources, which may end in a dash but are more than that',
    { envFrom: [{ configMapRef: { name: 'a.-' } }, { secretRef: { name: '-' } }] },
    [`spec.containers[0].envFrom[1].secretRef.name: Invalid value: "-": ${DNS_SUBDOMAIN}`],
  ],
  ['name', { name: 'My_App' }, [`spec.containers[0].name: Invalid value: "My_App": ${DNS_LABEL}`]],
  ['image', { image: '' }, ['spec.containers[0].image: Required value']],
  [
    'spaces around the image',
    { image: ' nginx' },
    ['spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace'],
  ],
  [
    'ports',
    {
      ports: [
        { containerPort: 70000, protocol: 'tcp', name: 'a' },
        { containerPort: 80, name: 'a', hostPort: -1 },
      ],
    },
    [
      'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
      'spec.containers[0].ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"',
      'spec.containers[0].ports[1].name: Duplicate value: "a"',
      'spec.containers[0].ports[1].hostPort: Invalid value: -1: must be between 1 and 65535, inclusive',
    ],
  ],
  [
    'env',
    {
      env: [
        { name: '' },
        { name: 'A', valueFrom: {} },
        { name: 'B', value: 'b', valueFrom: { fieldRef: { fieldPath: 'spec.foo' } } },
      ],
    },
    [
      'spec.containers[0].env[0].name: Required value',
      'spec.containers[0].env[1].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
      'spec.containers[0].env[2].valueFrom.fieldRef.fieldPath: Invalid value: "spec.foo": error converting fieldPath: field label not supported: spec.foo',
      'spec.containers[0].env[2].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
    ],
  ],
  [
    'mounts',
    { volumeMounts: [{ name: 'gone', mountPath: '' }] },
    [
      'spec.containers[0].volumeMounts[0].name: Not found: "gone"',
      'spec.containers[0].volumeMounts[0].mountPath: Required value',
    ],
  ],
  [
    'requests over limits',
    { resources: { limits: { cpu: '1' }, requests: { cpu: '2', 'example.com/gpu': '1' } } },
    [
      'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
      'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources',
    ],
  ],
  [
    'resource names and amounts',
    { resources: { requests: { foo: '1', memory: '-1', storage: '1' } } },
    [
      'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource for containers',
      'spec.containers[0].resources.requests[memory]: Invalid value: "-1": must be greater than or equal to 0',
      'spec.containers[0].resources.requests[storage]: Invalid value: "storage": must be a standard resource for containers',
    ],
  ],
  [
    'probes',
    { livenessProbe: { successThreshold: 2, httpGet: { port: 0 }, exec: { command: [] } }, readinessProbe: {} },
    [
      'spec.containers[0].livenessProbe.exec.command: Required value',
      'spec.containers[0].livenessProbe.httpGet: Forbidden: may not specify more than 1 handler type',
      'spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
      'spec.containers[0].readinessProbe: Required value: must specify a handler type',
    ],
  ],
  [
    'hooks',
    { lifecycle: { preStop: { sleep: { seconds: 31 } }, stopSignal: 'SIGTERM' } },
    [
      'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)',
      'spec.containers[0].lifecycle.stopSignal: Forbidden: may not be set for containers with empty `spec.os.name`',
    ],
  ],
  [
    'security',
    { securityContext: { allowPrivilegeEscalation: false, privileged: true } },
    [
      'spec.containers[0].securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
    ],
  ],
]

const ofSpec: [string, Partial<PodSpec>, string[]][] = [
  [
    'policies, in the order in which Kubernetes lists them',
    { restartPolicy: 'Sometimes', dnsPolicy: 'Mine' },
    [
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
      'spec.dnsPolicy: Unsupported value: "Mine": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
    ],
  ],
  [
    'volumes',
    {
      volumes: [
        { name: 'a', emptyDir: {}, hostPath: { path: '/x' } },
        { name: 'b', hostPath: { path: '../x', type: 'Door' } },
        { name: 'c', configMap: { defaultMode: 1000 } },
        { name: 'd', persistentVolumeClaim: { claimName: '' } },
        { name: 'e', emptyDir: {} },
        { name: 'e', emptyDir: {} },
      ],
    },
    [
      'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
      'spec.volumes[1].hostPath.path: Invalid value: "../x": must not contain \'..\'',
      'spec.volumes[1].hostPath.type: Unsupported value: "Door": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
      'spec.volumes[2].configMap.name: Required value',
      'spec.volumes[2].configMap.defaultMode: Invalid value: 1000: must be a number between 0 and 0777 (octal), both inclusive',
      'spec.volumes[3].persistentVolumeClaim.claimName: Required value',
      'spec.volumes[5].name: Duplicate value: "e"',
    ],
  ],
  [
    'tolerations',
    {
      tolerations: [
        { key: 'a', operator: 'Is' },
        { operator: 'Equal' },
        { key: 'b', tolerationSeconds: 1 },
        { key: 'c', effect: 'No' },
      ],
    },
    [
      'spec.tolerations[0].operator: Unsupported value: "Is": supported values: "Equal", "Exists"',
      'spec.tolerations[1].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
      'spec.tolerations[2].effect: Invalid value: "": effect must be \'NoExecute\' when `tolerationSeconds` is set',
      'spec.tolerations[3].effect: Unsupported value: "No": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
  ],
  [
    'init containers',
    {
      initContainers: [
        { name: 'c', image: 'i', livenessProbe: { exec: { command: ['x'] } } },
        { name: 's', image: 'i', restartPolicy: 'Always', livenessProbe: { exec: { command: ['x'] } } },
        { name: 't', image: 'i', restartPolicy: 'Once' },
      ],
    },
    [
      'spec.initContainers[0].name: Duplicate value: "c"',
      'spec.initContainers[0].livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
      'spec.initContainers[2].restartPolicy: Unsupported value: "Once": supported values: "Always", "Never", "OnFailure"',
    ],
  ],
  [
    'debugging containers',
    { ephemeralContainers: [{ name: 'd', image: 'i', targetContainerName: 'x', ports: [{ containerPort: 1 }] }] },
    [
      'spec.ephemeralContainers[0].targetContainerName: Not found: "x"',
      'spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container',
      'spec.ephemeralContainers: Forbidden: cannot be set on create',
    ],
  ],
  [
    'host ports',
    {
      hostNetwork: true,
      containers: [
        {
          name: 'c',
          image: 'i',
          ports: [
            { containerPort: 80, hostPort: 81 },
            { containerPort: 82, hostPort: 81 },
          ],
        },
      ],
    },
    [
      'spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//81"',
      'spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true',
      'spec.containers[0].ports[1].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true',
    ],
  ],
  [
    'affinity',
    {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }],
          },
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }],
        },
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: '' }] },
      },
    },
    [
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100',
      'spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Required value: can not be empty',
      'spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Invalid value: "": name part must be non-empty',
      "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  ],
  [
    'spread constraints',
    {
      topologySpreadConstraints: [
        { maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', minDomains: 0 },
      ],
    },
    [
      'spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than 0',
      'spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"',
      'spec.topologySpreadConstraints[1].minDomains: Invalid value: 0: must be greater than 0',
    ],
  ],
  [
    'DNS and aliases',
    { dnsPolicy: 'None', hostAliases: [{ ip: '1.2.3', hostnames: ['A'] }] },
    [
      'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
      'spec.hostAliases[0].ip: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      "spec.hostAliases[0].hostnames[0]: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    'single values',
    { activeDeadlineSeconds: 0, hostname: 'A' },
    [
      'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
      `spec.hostname: Invalid value: "A": ${DNS_LABEL}`,
    ],
  ],
  [
    'claims, shown as Go has them',
    { resourceClaims: [{ name: 'gpu' }] },
    [
      'spec.resourceClaims[0]: Invalid value: {"Name":"gpu","ResourceClaimName":null,"ResourceClaimTemplateName":null}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`',
    ],
  ],
  [
    'room for containers',
    {
      resources: { requests: { cpu: '1' }, limits: { cpu: '1' } },
      containers: [{ name: 'c', image: 'i', resources: { requests: { cpu: '2' }, limits: { cpu: '3' } } }],
    },
    [
      'spec.resources.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 2',
      'spec.resources.containers[0][cpu].limits: Invalid value: "3": must be less than or equal to pod limits of 1',
    ],
  ],
  [
    'windows',
    { os: { name: 'windows' }, hostPID: true, securityContext: { fsGroup: 1 } },
    [
      'spec.hostPID: Forbidden: cannot be set for a windows pod',
      'spec.securityContext.fsGroup: Forbidden: cannot be set for a windows pod',
    ],
  ],
  [
    'an operating system',
    { os: { name: 'plan9' } },
    ['spec.os: Unsupported value: "plan9": supported values: "linux", "windows"'],
  ],
  [
    'a gated pod on a node',
    { nodeName: 'worker', schedulingGates: [{ name: 'a.b/c' }] },
    ['spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared'],
  ],
]

describe('what is wrong with a container', () => {
  test.each(ofContainer)('%s', (_, container, faults) => expect(faultsOf(podOf({}, container))).toEqual(faults))
})

describe('what is wrong with a spec', () => {
  test.each(ofSpec)('%s', (_, spec, faults) => expect(faultsOf(podOf(spec))).toEqual(faults))
})

test('a pod that uses a bit of everything is right', () => {
  const spec: Partial<PodSpec> = {
    volumes: [
      {
        name: 'all',
        projected: {
          sources: [{ secret: { name: 's', items: [{ key: 'k', path: 'p' }] } }, { configMap: { name: 'c' } }],
        },
      },
      {
        name: 'data',
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
      { name: 'host', hostPath: { path: '/var' } },
      { name: 'nfs', nfs: { server: 's', path: '/x' } },
      { name: 'tmp' } as never,
    ],
    initContainers: [{ name: 'side', image: 'i', restartPolicy: 'Always', startupProbe: { grpc: { port: 1 } } }],
    readinessGates: [{ conditionType: 'example.com/ready' }],
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: {} },
    ],
    securityContext: {
      sysctls: [{ name: 'net.core.somaxconn', value: '1' }],
      seccompProfile: { type: 'RuntimeDefault' },
    },
    dnsConfig: { nameservers: ['1.1.1.1'], searches: ['a_b.c.', '.'], options: [{ name: 'ndots', value: '2' }] },
  }
  const container: Partial<Container> = {
    env: [
      { name: 'N', valueFrom: { fieldRef: { fieldPath: "metadata.labels['a/b']" } } },
      { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
    ],
    envFrom: [{ prefix: 'P_', configMapRef: { name: 'c' } }],
    volumeMounts: [
      { name: 'all', mountPath: '/a', subPath: 'b' },
      { name: 'tmp', mountPath: '/t' },
    ],
    volumeDevices: [{ name: 'data', devicePath: '/dev/x' }],
    lifecycle: { postStart: { exec: { command: ['true'] } } },
    resources: { limits: { cpu: '1', memory: '1Gi', 'example.com/gpu': '1', 'hugepages-2Mi': '4Mi' } },
  }
  expect(faultsOf(podOf(spec, container))).toEqual([])
})
