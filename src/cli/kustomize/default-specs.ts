import type { FieldSpec } from './kustomization.ts'

const at = (path: string, create: boolean, kind?: string, group?: string, version?: string): FieldSpec => ({
  path,
  create,
  ...(kind && { kind }),
  ...(group && { group }),
  ...(version && { version }),
})

/** Where pod templates have their metadata. */
const templateSpecs = (field: 'labels' | 'annotations'): FieldSpec[] => [
  at(`spec/template/metadata/${field}`, true, 'ReplicationController', undefined, 'v1'),
  at(`spec/template/metadata/${field}`, true, 'Deployment'),
  at(`spec/template/metadata/${field}`, true, 'ReplicaSet'),
  at(`spec/template/metadata/${field}`, true, 'DaemonSet'),
  at(`spec/template/metadata/${field}`, true, 'StatefulSet', 'apps'),
  at(`spec/template/metadata/${field}`, true, 'Job', 'batch'),
  at(`spec/jobTemplate/metadata/${field}`, true, 'CronJob', 'batch'),
  at(`spec/jobTemplate/spec/template/metadata/${field}`, true, 'CronJob', 'batch'),
]

const AFFINITY = ['podAffinity', 'podAntiAffinity'].flatMap(kind => [
  `${kind}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`,
  `${kind}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`,
])

/** Selectors in pod templates. */
const podSelectors = (kind: string): FieldSpec[] =>
  [...AFFINITY.map(path => `affinity/${path}`), 'topologySpreadConstraints/labelSelector/matchLabels'].map(path =>
    at(`spec/template/spec/${path}`, false, kind, 'apps'),
  )

/** Where kustomize adds labels that selectors have too. */
export function selectorLabelSpecs(): FieldSpec[] {
  return [
    at('spec/selector', true, 'Service', undefined, 'v1'),
    at('spec/selector', true, 'ReplicationController', undefined, 'v1'),
    at('spec/selector/matchLabels', true, 'Deployment'),
    ...podSelectors('Deployment'),
    at('spec/selector/matchLabels', true, 'ReplicaSet'),
    at('spec/selector/matchLabels', true, 'DaemonSet'),
    at('spec/selector/matchLabels', true, 'StatefulSet', 'apps'),
    ...podSelectors('StatefulSet'),
    at('spec/selector/matchLabels', false, 'Job', 'batch'),
    at('spec/jobTemplate/spec/selector/matchLabels', false, 'CronJob', 'batch'),
    at('spec/selector/matchLabels', false, 'PodDisruptionBudget', 'policy'),
    at('spec/podSelector/matchLabels', false, 'NetworkPolicy', 'networking.k8s.io'),
    at('spec/ingress/from/podSelector/matchLabels', false, 'NetworkPolicy', 'networking.k8s.io'),
    at('spec/egress/to/podSelector/matchLabels', false, 'NetworkPolicy', 'networking.k8s.io'),
    metadataLabels,
    ...templateLabelSpecs(),
  ]
}

export const metadataLabels: FieldSpec = at('metadata/labels', true)

/** The labels of pod templates. */
export function templateLabelSpecs(): FieldSpec[] {
  return [...templateSpecs('labels'), at('spec/volumeClaimTemplates[]/metadata/labels', true, 'StatefulSet', 'apps')]
}

/** Where annotations stand. */
export function annotationSpecs(): FieldSpec[] {
  return [at('metadata/annotations', true), ...templateSpecs('annotations')]
}

/** Where a count of replicas stands. */
export const replicaSpecs: readonly FieldSpec[] = [
  at('spec/replicas', true, 'Deployment'),
  at('spec/replicas', true, 'StatefulSet'),
  at('spec/replicas', true, 'ReplicaSet'),
  at('spec/replicas', true, 'ReplicationController'),
]

/** Where a namespace stands, apart from the metadata of what is in one. */
export const namespaceSpecs: readonly FieldSpec[] = [
  at('metadata/name', true, 'Namespace'),
  at('spec/service/namespace', true, 'APIService', 'apiregistration.k8s.io'),
  at(
    'spec/conversion/webhook/clientConfig/service/namespace',
    false,
    'CustomResourceDefinition',
    'apiextensions.k8s.io',
  ),
]

/** Where kustomize expects images. */
export const imageSpecs: readonly FieldSpec[] = ['spec', 'spec/template/spec', 'spec/jobTemplate/spec/template/spec']
  .flatMap(path => [`${path}/containers[]/image`, `${path}/initContainers[]/image`])
  .map(path => at(path, false))

/** Where names stand. */
export const nameSpecs: readonly FieldSpec[] = [at('metadata/name', false)]
