import { nodeController } from '../kubelet/node-controller.ts'
import { podController } from '../kubelet/pod-controller.ts'
import { scheduler } from '../scheduler/scheduler.ts'
import { admissionPolicyStatusController } from './admission-policy-status.ts'
import { apiServiceAvailabilityController } from './apiservice-availability.ts'
import { certificateCleaner } from './certificate-cleaner.ts'
import { certificateSigningController } from './certificate-signing.ts'
import { clusterRoleAggregationController } from './clusterrole-aggregation.ts'
import type { Controller } from './controller.ts'
import { cronJobController } from './cronjob.ts'
import { customResourceDefinitionController } from './customresourcedefinition.ts'
import { daemonSetController } from './daemonset.ts'
import { deploymentController } from './deployment.ts'
import { disruptionController } from './disruption.ts'
import { endpointsController } from './endpoints.ts'
import { endpointSliceController } from './endpointslice.ts'
import { endpointSliceMirroringController } from './endpointslicemirroring.ts'
import { ephemeralVolumeController } from './ephemeral-volume.ts'
import { eventExpiryController } from './event-expiry.ts'
import { flowSchemaController } from './flowschema.ts'
import { garbageCollector } from './garbage-collector.ts'
import { horizontalPodAutoscalerController } from './horizontalpodautoscaler.ts'
import { jobController } from './job.ts'
import { kubernetesServiceController } from './kubernetesservice.ts'
import { namespaceController } from './namespace.ts'
import { nodeIpam } from './node-ipam.ts'
import { nodeLifecycle } from './node-lifecycle.ts'
import { persistentVolumeController } from './persistentvolume.ts'
import { podGarbageCollector } from './pod-garbage-collector.ts'
import { replicaSetController } from './replicaset.ts'
import { replicationController } from './replicationcontroller.ts'
import { resourceClaimController } from './resourceclaim.ts'
import { resourceQuotaController } from './resourcequota.ts'
import { rootCAPublisher } from './root-ca-publisher.ts'
import { serviceAccountController } from './serviceaccount.ts'
import { serviceAccountTokensController } from './serviceaccount-tokens.ts'
import { serviceCIDRController } from './servicecidrs.ts'
import { statefulSetController } from './statefulset.ts'
import { taintEviction } from './taint-eviction.ts'
import { ttlAfterFinishedController } from './ttl-after-finished.ts'
import { attributesClassProtection, claimProtection, volumeProtection } from './volume-protection.ts'

/**
 * Every controller, in the order in which they get their turns: what a namespace needs comes first, then what makes pods, then what places
 * and starts them, and last what only follows them.
 */
export const controllers: readonly Controller[] = [
  kubernetesServiceController,
  namespaceController,
  serviceAccountController,
  serviceAccountTokensController,
  rootCAPublisher,
  nodeIpam,
  nodeController,
  nodeLifecycle,
  garbageCollector,
  clusterRoleAggregationController,
  customResourceDefinitionController,
  certificateSigningController,
  certificateCleaner,
  flowSchemaController,
  admissionPolicyStatusController,
  resourceQuotaController,
  horizontalPodAutoscalerController,
  deploymentController,
  replicaSetController,
  replicationController,
  statefulSetController,
  daemonSetController,
  cronJobController,
  jobController,
  ttlAfterFinishedController,
  ephemeralVolumeController,
  resourceClaimController,
  persistentVolumeController,
  claimProtection,
  volumeProtection,
  attributesClassProtection,
  scheduler,
  podController,
  taintEviction,
  podGarbageCollector,
  serviceCIDRController,
  endpointsController,
  endpointSliceController,
  endpointSliceMirroringController,
  apiServiceAvailabilityController,
  disruptionController,
  eventExpiryController,
]
