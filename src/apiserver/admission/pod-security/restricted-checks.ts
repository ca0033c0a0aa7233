import type { Volume } from '../../../api/types.gen.ts'
import { procMount } from './baseline-checks.ts'
import { isAllowedSeccomp, seccompFields } from './seccomp.ts'
import {
  type Check,
  type CheckPod,
  containersText,
  isWindowsPod,
  namesOfContainers,
  plural,
  quoted,
  settersText,
  sorted,
  unlessUserNamespace,
} from './violation.ts'

const ALLOWED_VOLUMES: readonly (keyof Volume)[] = [
  ...(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral'] as const),
  ...(['persistentVolumeClaim', 'projected', 'secret'] as const),
]
const RESTRICTED_VOLUMES: readonly (keyof Volume)[] = [
  ...([
    'hostPath',
    'gcePersistentDisk',
    'awsElasticBlockStore',
    'gitRepo',
    'nfs',
    'iscsi',
    'glusterfs',
    'rbd',
  ] as const),
  ...(['flexVolume', 'cinder', 'cephfs', 'flocker', 'fc', 'azureFile', 'vsphereVolume', 'quobyte'] as const),
  ...(['azureDisk', 'photonPersistentDisk', 'portworxVolume', 'scaleIO', 'storageos'] as const),
]

const allowPrivilegeEscalation: CheckPod = (_, spec) => {
  const names = namesOfContainers(spec, c => c.securityContext?.allowPrivilegeEscalation !== false)
  if (names.length === 0) return undefined
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${containersText(names)} must set securityContext.allowPrivilegeEscalation=false`,
  }
}

const capabilities: CheckPod = (_, spec) => {
  const keeping = namesOfContainers(spec, c => !c.securityContext?.capabilities?.drop?.includes('ALL'))
  const added: string[] = []
  const adding = namesOfContainers(spec, ({ securityContext }) => {
    const forbidden = (securityContext?.capabilities?.add ?? []).filter(c => c !== 'NET_BIND_SERVICE')
    added.push(...forbidden)
    return forbidden.length > 0
  })
  const details = [
    ...(keeping.length > 0 ? [`${containersText(keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(adding.length > 0
      ? [`${containersText(adding)} must not include ${quoted(sorted(added))} in securityContext.capabilities.add`]
      : []),
  ]
  return details.length > 0 ? { reason: 'unrestricted capabilities', detail: details.join('; ') } : undefined
}

const restrictedVolumes: CheckPod = (_, { volumes = [] }) => {
  const bad = volumes.filter(volume => !ALLOWED_VOLUMES.some(type => volume[type]))
  if (bad.length === 0) return undefined
  const types = sorted(bad.map(volume => RESTRICTED_VOLUMES.find(type => volume[type]) ?? 'unknown'))
  const names = quoted(bad.map(v => v.name))
  const uses = bad.length === 1 ? 'uses' : 'use'
  const what = `${plural('restricted volume type', types.length)} ${quoted(types)}`
  return { reason: 'restricted volume types', detail: `${plural('volume', bad.length)} ${names} ${uses} ${what}` }
}

const runAsNonRoot: CheckPod = (_, spec) => {
  const ofPod = spec.securityContext?.runAsNonRoot
  const explicit = namesOfContainers(spec, c => c.securityContext?.runAsNonRoot === false)
  const reason = 'runAsNonRoot != true'
  if (ofPod === false || explicit.length > 0) {
    const setters = settersText(ofPod === false, explicit)
    return { reason, detail: `${setters} must not set securityContext.runAsNonRoot=false` }
  }
  const implicit = ofPod ? [] : namesOfContainers(spec, c => c.securityContext?.runAsNonRoot === undefined)
  if (implicit.length === 0) return undefined
  return { reason, detail: `pod or ${containersText(implicit)} must set securityContext.runAsNonRoot=true` }
}

const runAsUser: CheckPod = (_, spec) => {
  const pod = spec.securityContext?.runAsUser === 0
  const containers = namesOfContainers(spec, c => c.securityContext?.runAsUser === 0)
  if (!pod && containers.length === 0) return undefined
  return { reason: 'runAsUser=0', detail: `${settersText(pod, containers)} must not set runAsUser=0` }
}

const seccompProfile: CheckPod = (_, spec) => {
  const { pod, containers, values } = seccompFields(spec, type => !isAllowedSeccomp(type))
  const reason = 'seccompProfile'
  if (values.length > 0) {
    const setters = settersText(pod, containers)
    return { reason, detail: `${setters} must not set securityContext.seccompProfile.type to ${quoted(values)}` }
  }
  if (spec.securityContext?.seccompProfile) return undefined
  const implicit = namesOfContainers(spec, c => !c.securityContext?.seccompProfile)
  if (implicit.length === 0) return undefined
  const how = 'must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"'
  return { reason, detail: `pod or ${containersText(implicit)} ${how}` }
}

const unlessWindows =
  (check: CheckPod): CheckPod =>
  (metadata, spec) =>
    isWindowsPod(spec) ? undefined : check(metadata, spec)

/** What the restricted level asks beyond baseline. Source: k8s.io/pod-security-admission/policy. */
export const RESTRICTED_CHECKS: readonly Check[] = [
  {
    id: 'allowPrivilegeEscalation',
    versions: [
      { since: 8, check: allowPrivilegeEscalation },
      { since: 25, check: unlessWindows(allowPrivilegeEscalation) },
    ],
  },
  {
    id: 'capabilities_restricted',
    overrides: 'capabilities_baseline',
    versions: [
      { since: 22, check: capabilities },
      { since: 25, check: unlessWindows(capabilities) },
    ],
  },
  { id: 'procMount_restricted', overrides: 'procMount', versions: [{ since: 35, check: procMount }] },
  { id: 'restrictedVolumes', overrides: 'hostPathVolumes', versions: [{ since: 0, check: restrictedVolumes }] },
  {
    id: 'runAsNonRoot',
    versions: [
      { since: 0, check: runAsNonRoot },
      { since: 35, check: unlessUserNamespace(runAsNonRoot) },
    ],
  },
  {
    id: 'runAsUser',
    versions: [
      { since: 23, check: runAsUser },
      { since: 35, check: unlessUserNamespace(runAsUser) },
    ],
  },
  {
    id: 'seccompProfile_restricted',
    overrides: 'seccompProfile_baseline',
    versions: [
      { since: 19, check: seccompProfile },
      { since: 25, check: unlessWindows(seccompProfile) },
    ],
  },
]
