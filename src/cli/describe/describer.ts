import { type KubeObject, withGroup } from '../../api/object.ts'
import type { Client } from '../../client/client.ts'

/** What a description needs besides the object. */
export interface DescribeContext {
  client: Client
  now: Date
  showEvents: boolean
  /** How many objects a list request asks for at a time; all at once where absent or 0. */
  chunkSize?: number
}

/**
 * The text of `kubectl describe` for one object, which must have its apiVersion and kind. Rejects with the StatusError of
 * a request that the description cannot do without.
 */
export type Describer = (object: KubeObject, context: DescribeContext) => Promise<string>

type Load = () => Promise<Describer>

const role: Load = async () => (await import('./role.ts')).describeRole
const roleBinding: Load = async () => (await import('./role-binding.ts')).describeRoleBinding

const DESCRIBERS: Record<string, Load> = {
  Pod: async () => (await import('./pod.ts')).describePod,
  ReplicationController: async () => (await import('./replication-controller.ts')).describeReplicationController,
  Secret: async () => (await import('./secret.ts')).describeSecret,
  Service: async () => (await import('./service.ts')).describeService,
  ServiceAccount: async () => (await import('./service-account.ts')).describeServiceAccount,
  Node: async () => (await import('./node.ts')).describeNode,
  LimitRange: async () => (await import('./limit-range.ts')).describeLimitRange,
  ResourceQuota: async () => (await import('./resource-quota.ts')).describeResourceQuota,
  PersistentVolume: async () => (await import('./persistent-volume.ts')).describePersistentVolume,
  PersistentVolumeClaim: async () => (await import('./persistent-volume-claim.ts')).describePersistentVolumeClaim,
  Namespace: async () => (await import('./namespace.ts')).describeNamespace,
  Endpoints: async () => (await import('./endpoints.ts')).describeEndpoints,
  ConfigMap: async () => (await import('./config-map.ts')).describeConfigMap,
  'EndpointSlice.discovery.k8s.io': async () => (await import('./endpoint-slice.ts')).describeEndpointSlice,
  'HorizontalPodAutoscaler.autoscaling': async () =>
    (await import('./horizontal-pod-autoscaler.ts')).describeHorizontalPodAutoscaler,
  'Ingress.networking.k8s.io': async () => (await import('./ingress.ts')).describeIngress,
  'IngressClass.networking.k8s.io': async () => (await import('./ingress-class.ts')).describeIngressClass,
  'ServiceCIDR.networking.k8s.io': async () => (await import('./service-cidr.ts')).describeServiceCIDR,
  'IPAddress.networking.k8s.io': async () => (await import('./ip-address.ts')).describeIPAddress,
  'NetworkPolicy.networking.k8s.io': async () => (await import('./network-policy.ts')).describeNetworkPolicy,
  'Job.batch': async () => (await import('./job.ts')).describeJob,
  'CronJob.batch': async () => (await import('./cron-job.ts')).describeCronJob,
  'StatefulSet.apps': async () => (await import('./stateful-set.ts')).describeStatefulSet,
  'Deployment.apps': async () => (await import('./deployment.ts')).describeDeployment,
  'DaemonSet.apps': async () => (await import('./daemon-set.ts')).describeDaemonSet,
  'ReplicaSet.apps': async () => (await import('./replica-set.ts')).describeReplicaSet,
  'CertificateSigningRequest.certificates.k8s.io': async () =>
    (await import('./certificate-signing-request.ts')).describeCertificateSigningRequest,
  'StorageClass.storage.k8s.io': async () => (await import('./storage-class.ts')).describeStorageClass,
  'CSINode.storage.k8s.io': async () => (await import('./csi-node.ts')).describeCSINode,
  'VolumeAttributesClass.storage.k8s.io': async () =>
    (await import('./volume-attributes-class.ts')).describeVolumeAttributesClass,
  'PodDisruptionBudget.policy': async () => (await import('./pod-disruption-budget.ts')).describePodDisruptionBudget,
  'Role.rbac.authorization.k8s.io': role,
  'ClusterRole.rbac.authorization.k8s.io': role,
  'RoleBinding.rbac.authorization.k8s.io': roleBinding,
  'ClusterRoleBinding.rbac.authorization.k8s.io': roleBinding,
  'PriorityClass.scheduling.k8s.io': async () => (await import('./priority-class.ts')).describePriorityClass,
}

/** The describer of a kind; kinds without one of their own, such as custom resources, get the generic one. */
export async function describerFor(group: string, kind: string): Promise<Describer> {
  const key = withGroup(kind, group)
  if (Object.hasOwn(DESCRIBERS, key)) return DESCRIBERS[key]!()
  return (await import('./generic.ts')).describeGeneric
}
