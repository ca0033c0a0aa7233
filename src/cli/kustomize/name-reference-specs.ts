import type { FieldSpec } from './kustomization.ts'
import type { KindSelector } from './resource-id.ts'

/** Which fields hold names of resources of a kind. */
export interface NameReferences {
  target: KindSelector
  fields: FieldSpec[]
}

const RBAC = 'rbac.authorization.k8s.io'

/** Where the pods of a kind have their specs. */
const POD_SPECS: Record<string, string> = {
  Pod: 'spec',
  PodTemplate: 'template/spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  ReplicationController: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
}

/** The kinds whose references to configuration kustomize follows. */
const CONFIGURED = ['Pod', 'PodTemplate', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob']
/** Those whose references to anything else it follows. */
const WORKLOADS = ['Pod', 'StatefulSet', 'Deployment', 'ReplicationController', 'CronJob', 'Job', 'DaemonSet']

const inPods = (kinds: readonly string[], paths: readonly string[]): FieldSpec[] =>
  kinds.flatMap(kind => paths.map(path => ({ path: `${POD_SPECS[kind]}/${path}`, kind })))

const fields = (kind: string, group: string, ...paths: string[]): FieldSpec[] =>
  paths.map(path => ({ path, kind, ...(group && { group }) }))

const environment = (object: string): string[] =>
  ['containers', 'initContainers'].flatMap(list => [
    `${list}/env/valueFrom/${object}KeyRef/name`,
    `${list}/envFrom/${object}Ref/name`,
  ])

const annotations = (...names: string[]): FieldSpec[] =>
  fields('Ingress', '', ...names.map(name => `metadata/annotations/${name.replace('/', '\\/')}`))

/** The references that kustomize keeps right when names change. */
export function nameReferenceSpecs(): NameReferences[] {
  const resourceNames = [
    ...fields('Role', '', 'rules/resourceNames'),
    ...fields('ClusterRole', '', 'rules/resourceNames'),
  ]
  return [
    ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map(kind => ({
      target: { kind },
      fields: fields('HorizontalPodAutoscaler', '', 'spec/scaleTargetRef/name'),
    })),
    {
      target: { kind: 'ConfigMap', version: 'v1' },
      fields: [
        ...inPods(CONFIGURED, [
          'volumes/configMap/name',
          ...environment('configMap'),
          'volumes/projected/sources/configMap/name',
        ]),
        ...fields('Node', '', 'spec/configSource/configMap'),
        ...resourceNames,
        ...annotations('nginx.ingress.kubernetes.io/fastcgi-params-configmap'),
      ],
    },
    {
      target: { kind: 'Secret', version: 'v1' },
      fields: [
        ...inPods(CONFIGURED, [
          'volumes/secret/secretName',
          ...environment('secret'),
          'imagePullSecrets/name',
          'volumes/projected/sources/secret/name',
        ]),
        ...fields('Ingress', '', 'spec/tls/secretName'),
        ...annotations(
          'ingress.kubernetes.io/auth-secret',
          'nginx.ingress.kubernetes.io/auth-secret',
          'nginx.ingress.kubernetes.io/auth-tls-secret',
        ),
        ...fields('ServiceAccount', '', 'imagePullSecrets/name'),
        ...fields(
          'StorageClass',
          '',
          'parameters/secretName',
          'parameters/adminSecretName',
          'parameters/userSecretName',
          'parameters/secretRef',
        ),
        ...resourceNames,
        ...fields('Service', 'serving.knative.dev', 'spec/template/spec/containers/env/valueFrom/secretKeyRef/name'),
        ...fields('PersistentVolume', '', 'spec/azureFile/secretName'),
      ],
    },
    {
      target: { kind: 'Service', version: 'v1' },
      fields: [
        ...fields('StatefulSet', 'apps', 'spec/serviceName'),
        ...fields(
          'Ingress',
          '',
          'spec/rules/http/paths/backend/serviceName',
          'spec/backend/serviceName',
          'spec/rules/http/paths/backend/service/name',
          'spec/defaultBackend/service/name',
        ),
        ...fields('APIService', 'apiregistration.k8s.io', 'spec/service/name'),
        ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].flatMap(kind =>
          fields(kind, 'admissionregistration.k8s.io', 'webhooks/clientConfig/service'),
        ),
        ...fields('HTTPRoute', '', 'spec/rules/backendRefs/name'),
      ],
    },
    { target: { kind: 'Role', group: RBAC }, fields: fields('RoleBinding', RBAC, 'roleRef/name') },
    {
      target: { kind: 'ClusterRole', group: RBAC },
      fields: [...fields('RoleBinding', RBAC, 'roleRef/name'), ...fields('ClusterRoleBinding', RBAC, 'roleRef/name')],
    },
    {
      target: { kind: 'ServiceAccount', version: 'v1' },
      fields: [
        ...fields('RoleBinding', RBAC, 'subjects'),
        ...fields('ClusterRoleBinding', RBAC, 'subjects'),
        ...inPods(WORKLOADS, ['serviceAccountName']),
      ],
    },
    {
      target: { kind: 'PersistentVolumeClaim', version: 'v1' },
      fields: inPods(WORKLOADS, ['volumes/persistentVolumeClaim/claimName']),
    },
    {
      target: { kind: 'PersistentVolume', version: 'v1' },
      fields: [
        ...fields('PersistentVolumeClaim', '', 'spec/volumeName'),
        ...fields('ClusterRole', '', 'rules/resourceNames'),
      ],
    },
    {
      target: { kind: 'StorageClass', version: 'v1', group: 'storage.k8s.io' },
      fields: [
        ...fields('PersistentVolume', '', 'spec/storageClassName'),
        ...fields('PersistentVolumeClaim', '', 'spec/storageClassName'),
        ...fields('StatefulSet', '', 'spec/volumeClaimTemplates/spec/storageClassName'),
      ],
    },
    {
      target: { kind: 'PriorityClass', version: 'v1', group: 'scheduling.k8s.io' },
      fields: inPods(WORKLOADS, ['priorityClassName']),
    },
  ]
}
