import { expect, test } from 'vitest'
import type { Container, ObjectMeta, PodSpec } from '../../../../src/api/types.gen.ts'
import { detailText, reasonText, violationsOf } from '../../../../src/apiserver/admission/pod-security/evaluate.ts'
import type { Level } from '../../../../src/apiserver/admission/pod-security/policy.ts'

const SECURE: Container = {
  name: 'c',
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  },
}

function details(
  level: Level,
  spec: Partial<PodSpec>,
  version: number | 'latest' = 'latest',
  metadata: ObjectMeta = {},
) {
  return detailText(violationsOf({ level, version }, metadata, { containers: [SECURE], ...spec }))
}

test('a plain pod is too little for restricted, and enough for baseline', () => {
  const spec = { containers: [{ name: 'nginx' }] }
  expect(details('baseline', spec)).toBe('')
  expect(details('restricted', spec)).toBe(
    'allowPrivilegeEscalation != false (container "nginx" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "nginx" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "nginx" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "nginx" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  )
  expect(reasonText(violationsOf({ level: 'restricted', version: 'latest' }, {}, spec))).toBe(
    'allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile',
  )
})

test('what restricted asks for lets a pod in', () => {
  expect(details('restricted', {})).toBe('')
})

test.each<[string, Partial<PodSpec>, string]>([
  ['namespaces', { hostNetwork: true, hostIPC: true }, 'host namespaces (hostNetwork=true, hostIPC=true)'],
  [
    'paths',
    {
      volumes: [
        { name: 'a', hostPath: { path: '/' } },
        { name: 'b', hostPath: { path: '/' } },
      ],
    },
    'hostPath volumes (volumes "a", "b")',
  ],
  [
    'ports',
    {
      containers: [
        {
          name: 'c',
          ports: [
            { containerPort: 80, hostPort: 9000 },
            { containerPort: 1, hostPort: 10 },
          ],
        },
      ],
    },
    'hostPort (container "c" uses hostPorts 10, 9000)',
  ],
  [
    'probes',
    { containers: [{ name: 'c', livenessProbe: { httpGet: { port: 80, host: '8.8.8.8' } } }] },
    'probe or lifecycle host (container "c" uses probe or lifecycle host "8.8.8.8")',
  ],
  [
    'privileged',
    {
      containers: [{ name: 'c', securityContext: { privileged: true } }],
      initContainers: [{ name: 'i', securityContext: { privileged: true } }],
    },
    'privileged (containers "i", "c" must not set securityContext.privileged=true)',
  ],
  [
    'capabilities',
    { containers: [{ name: 'c', securityContext: { capabilities: { add: ['SYS_TIME', 'CHOWN', 'NET_ADMIN'] } } }] },
    'non-default capabilities (container "c" must not include "NET_ADMIN", "SYS_TIME" in securityContext.capabilities.add)',
  ],
  [
    'procMount',
    { containers: [{ name: 'c', securityContext: { procMount: 'Unmasked' } }] },
    'procMount (container "c" must not set securityContext.procMount to "Unmasked")',
  ],
  [
    'SELinux',
    { securityContext: { seLinuxOptions: { type: 'spc_t', user: 'u' } } },
    'seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type "spc_t"; user may not be set)',
  ],
  [
    'seccomp',
    { securityContext: { seccompProfile: { type: 'Unconfined' } } },
    'seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")',
  ],
  [
    'AppArmor',
    { securityContext: { appArmorProfile: { type: 'Unconfined' } } },
    'forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined")',
  ],
  [
    'sysctls',
    {
      securityContext: {
        sysctls: [
          { name: 'net.ipv4.tcp_rmem', value: '1' },
          { name: 'kernel.msgmax', value: '1' },
        ],
      },
    },
    'forbidden sysctls (kernel.msgmax)',
  ],
  [
    'Windows',
    { securityContext: { windowsOptions: { hostProcess: true } } },
    'hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)',
  ],
])('baseline forbids: %s', (_, spec, expected) => {
  expect(details('baseline', spec)).toBe(expected)
})

test.each<[string, Partial<PodSpec>, string]>([
  [
    'volumes, said once',
    {
      volumes: [
        { name: 'v', hostPath: { path: '/' } },
        { name: 'e', emptyDir: {} },
      ],
    },
    'restricted volume types (volume "v" uses restricted volume type "hostPath")',
  ],
  [
    'capabilities, said once',
    {
      containers: [{ ...SECURE, securityContext: { ...SECURE.securityContext, capabilities: { add: ['NET_ADMIN'] } } }],
    },
    'unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]; container "c" must not include "NET_ADMIN" in securityContext.capabilities.add)',
  ],
  [
    'root',
    { securityContext: { runAsNonRoot: false, runAsUser: 0 } },
    'runAsNonRoot != true (pod must not set securityContext.runAsNonRoot=false), runAsUser=0 (pod must not set runAsUser=0)',
  ],
])('restricted forbids: %s', (_, spec, expected) => {
  expect(details('restricted', spec)).toBe(expected)
})

test('checks are as they were in the version that is asked for', () => {
  const rmem = { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem', value: '1' }] } }
  expect(details('baseline', rmem, 31)).toBe('forbidden sysctls (net.ipv4.tcp_rmem)')
  expect(details('baseline', rmem, 32)).toBe('')
  const root = { securityContext: { runAsUser: 0 }, hostUsers: false }
  expect(details('restricted', root, 22)).toBe('')
  expect(details('restricted', root, 34)).toBe('runAsUser=0 (pod must not set runAsUser=0)')
  expect(details('restricted', root, 35)).toBe('')
  expect(details('restricted', { containers: [{ name: 'c' }] }, 7)).toBe(
    'runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true)',
  )
})

test('Windows pods need nothing that only Linux has; user namespaces do not let restricted unmask /proc', () => {
  const containers = [{ name: 'c', securityContext: { runAsNonRoot: true } }]
  expect(details('restricted', { containers, os: { name: 'windows' } })).toBe('')
  const unmasked = { ...SECURE, securityContext: { ...SECURE.securityContext, procMount: 'Unmasked' } }
  expect(details('baseline', { containers: [unmasked], hostUsers: false })).toBe('')
  expect(details('restricted', { containers: [unmasked], hostUsers: false })).toBe(
    'procMount (container "c" must not set securityContext.procMount to "Unmasked")',
  )
})

test('annotations of old', () => {
  const annotations = {
    'container.apparmor.security.beta.kubernetes.io/b': 'unconfined',
    'container.apparmor.security.beta.kubernetes.io/a': 'localhost/x',
    'seccomp.security.alpha.kubernetes.io/pod': 'unconfined',
  }
  expect(details('baseline', {}, 18, { annotations })).toBe(
    'forbidden AppArmor profile (annotation must not set AppArmor profile type to "container.apparmor.security.beta.kubernetes.io/b="unconfined""), seccompProfile (forbidden annotation seccomp.security.alpha.kubernetes.io/pod="unconfined")',
  )
})
