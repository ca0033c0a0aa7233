// What OpenAPI does not say of the Go types of k8s.io/api but what the API server's behaviour depends on: which scalar fields are
// pointers (they keep an explicit zero value; the others drop it), and the names of string types (they appear in error messages).

const list = text => text.trim().split(/\s+/)

// Fields "Type.field" of pointer type; a plain ".field" is one wherever it occurs as a scalar.
const POINTERS = new Set(
  list(`
  MutatingWebhook.timeoutSeconds ValidatingWebhook.timeoutSeconds ServiceReference.port ServiceReference.path
  .revisionHistoryLimit .collisionCount .terminatingReplicas .progressDeadlineSeconds DeploymentSpec.replicas ReplicaSetSpec.replicas
  StatefulSetSpec.replicas ReplicationControllerSpec.replicas RollingUpdateStatefulSetStrategy.partition .expirationSeconds .minReplicas
  .targetCPUUtilizationPercentage .currentCPUUtilizationPercentage HorizontalPodAutoscalerStatus.observedGeneration
  AutoscalingV1HorizontalPodAutoscalerStatus.observedGeneration .stabilizationWindowSeconds
  .averageUtilization .failedJobsHistoryLimit .startingDeadlineSeconds .successfulJobsHistoryLimit .activeDeadlineSeconds .backoffLimit
  .backoffLimitPerIndex .completions .maxFailedIndexes .parallelism .ttlSecondsAfterFinished JobStatus.ready JobStatus.terminating
  .succeededCount .leaseDurationSeconds .leaseTransitions ClientIPConfig.timeoutSeconds .defaultMode .mode .lun NodeSwapStatus.capacity
  .maxExpirationSeconds .fsGroup .runAsGroup .runAsUser PodSpec.priority .terminationGracePeriodSeconds .tolerationSeconds .minDomains
  DiscoveryV1EndpointPort.port .lendablePercent .nominalConcurrencyShares .borrowingLimitPercent .endPort DeviceAttribute.int
  .nodeAllocatableUpdatePeriodSeconds .errorCode VolumeNodeResources.count .maxItems .maxLength .maxProperties .minItems .minLength
  .minProperties .maximum .minimum .multipleOf .gracePeriodSeconds .remainingItemCount .deletionGracePeriodSeconds

  .suspend .manualSelector AzureDiskVolumeSource.readOnly .optional .immutable CSIVolumeSource.readOnly ContainerStatus.started
  NodeFeatures.supplementalGroupsPolicy .recursiveReadOnlyMounts .userNamespaces .runAsNonRoot .automountServiceAccountToken
  .enableServiceLinks .hostUsers .setHostnameAsFQDN .shareProcessNamespace .allowPrivilegeEscalation .privileged .readOnlyRootFilesystem
  .allocateLoadBalancerNodePorts .hostProcess EndpointConditions.ready .serving EndpointConditions.terminating .allNodes
  .allowMultipleAllocations .bindsToNode DeviceAttribute.bool .adminAccess .perDeviceNodeSelection .attachRequired .podInfoOnMount
  .preventPodSchedulingIfMissing .requiresRepublish .seLinuxMount .serviceAccountTokenInSecrets .storageCapacity .allowVolumeExpansion
  .x-kubernetes-preserve-unknown-fields .optionalOldSelf .ignoreStoreReadErrorWithClusterBreakingPotential .orphanDependents
  .blockOwnerDeletion OwnerReference.controller

  .matchPolicy .failurePolicy MutatingWebhook.reinvocationPolicy .sideEffects RuleWithOperations.scope NamedRuleWithOperations.scope
  .parameterNotFoundAction Validation.reason WebhookClientConfig.url .selectPolicy .timeZone .completionMode .managedBy
  .podReplacementPolicy .failedIndexes PodFailurePolicyOnExitCodesRequirement.containerName .succeededIndexes .holderIdentity
  .preferredHolder LeaseSpec.strategy .localhostProfile .secretNamespace CSIVolumeSource.fsType LocalVolumeSource.fsType
  ClusterTrustBundleProjection.name ClusterTrustBundleProjection.signerName Container.restartPolicy EphemeralContainer.restartPolicy
  .stopSignal EndpointAddress.nodeName .appProtocol .endpointsNamespace HostPathVolumeSource.type .initiatorName .ipMode PortStatus.error
  IngressPortStatus.error PersistentVolumeClaimSpec.storageClassName .volumeAttributesClassName .volumeMode
  .currentVolumeAttributesClassName PodDNSConfigOption.value .resourceClaimName .resourceClaimTemplateName .podGroupName
  .fsGroupChangePolicy .seLinuxChangePolicy PodSecurityContext.supplementalGroupsPolicy .hostnameOverride .preemptionPolicy
  .runtimeClassName .procMount .internalTrafficPolicy .ipFamilyPolicy .loadBalancerClass .trafficDistribution .nodeAffinityPolicy
  .nodeTaintsPolicy TypedLocalObjectReference.apiGroup TypedObjectReference.apiGroup TypedObjectReference.namespace .mountPropagation
  .recursiveReadOnly .gmsaCredentialSpec .gmsaCredentialSpecName .runAsUserName Endpoint.hostname Endpoint.nodeName Endpoint.zone
  DiscoveryV1EndpointPort.name DiscoveryV1EndpointPort.protocol .pathType IngressClassParametersReference.apiGroup
  IngressClassParametersReference.namespace IngressClassParametersReference.scope .ingressClassName NetworkPolicyPort.protocol
  .unhealthyPodEvictionPolicy .shareID Device.nodeName DeviceAttribute.string DeviceAttribute.version .extendedResourceName
  .distinctAttribute .matchAttribute .capacityKey ResourceSliceSpec.nodeName .fsGroupPolicy StorageClass.reclaimPolicy
  .volumeBindingMode VolumeAttachmentSource.persistentVolumeName .deprecationWarning .labelSelectorPath .x-kubernetes-list-type
  .x-kubernetes-map-type ValidationRule.reason .propagationPolicy Preconditions.uid Preconditions.resourceVersion GRPCAction.service
  ResourceHealth.message AzureDiskVolumeSource.cachingMode AzureDiskVolumeSource.fsType AzureDiskVolumeSource.kind

  .maxSurge .maxUnavailable .minAvailable NetworkPolicyPort.port
`),
)

// Fields that OpenAPI calls optional (or says no default of) but whose JSON has them even when they are zero.
const ALWAYS = new Set(
  list(`
  StatefulSetSpec.serviceName StatefulSetStatus.availableReplicas StatefulSetOrdinals.start TokenRequestStatus.token Event.reportingComponent
  Event.reportingInstance FlowSchemaSpec.matchingPrecedence QueuingConfiguration.handSize QueuingConfiguration.queueLengthLimit
  QueuingConfiguration.queues PodDisruptionBudgetStatus.currentHealthy PodDisruptionBudgetStatus.desiredHealthy
  PodDisruptionBudgetStatus.disruptionsAllowed PodDisruptionBudgetStatus.expectedPods RoleRef.apiGroup PriorityClass.value
  HorizontalPodAutoscalerStatus.currentMetrics Role.rules ClusterRole.rules PodFailurePolicyOnPodConditionsPattern.status
  NodeRuntimeHandler.name

  DaemonSetCondition.lastTransitionTime DeploymentCondition.lastTransitionTime DeploymentCondition.lastUpdateTime
  ReplicaSetCondition.lastTransitionTime StatefulSetCondition.lastTransitionTime TokenRequestStatus.expirationTimestamp
  HorizontalPodAutoscalerCondition.lastTransitionTime JobCondition.lastProbeTime JobCondition.lastTransitionTime
  CertificateSigningRequestCondition.lastTransitionTime CertificateSigningRequestCondition.lastUpdateTime
  ContainerStateRunning.startedAt ContainerStateTerminated.startedAt ContainerStateTerminated.finishedAt Event.eventTime
  Event.firstTimestamp Event.lastTimestamp EventSeries.lastObservedTime NodeCondition.lastHeartbeatTime
  NodeCondition.lastTransitionTime PersistentVolumeClaimCondition.lastProbeTime PersistentVolumeClaimCondition.lastTransitionTime
  PodCondition.lastProbeTime PodCondition.lastTransitionTime ReplicationControllerCondition.lastTransitionTime
  EventsV1Event.deprecatedFirstTimestamp EventsV1Event.deprecatedLastTimestamp EventsV1Event.eventTime
  EventsV1EventSeries.lastObservedTime FlowSchemaCondition.lastTransitionTime PriorityLevelConfigurationCondition.lastTransitionTime
  VolumeError.time CustomResourceDefinitionCondition.lastTransitionTime Condition.lastTransitionTime
  APIServiceCondition.lastTransitionTime

  ResourceFieldSelector.divisor HTTPGetAction.port TCPSocketAction.port
`),
)

const NAMED = new Map(
  Object.entries({
    'v1.PullPolicy': '.imagePullPolicy .pullPolicy',
    'v1.TerminationMessagePolicy': '.terminationMessagePolicy',
    'v1.ContainerRestartPolicy': 'Container.restartPolicy EphemeralContainer.restartPolicy',
    'v1.Protocol':
      'ContainerPort.protocol EndpointPort.protocol ServicePort.protocol DiscoveryV1EndpointPort.protocol PortStatus.protocol IngressPortStatus.protocol NetworkPolicyPort.protocol',
    'v1.Signal': '.stopSignal',
    'v1.URIScheme': '.scheme',
    'v1.HostPathType': 'HostPathVolumeSource.type',
    'v1.NamespacePhase': 'NamespaceStatus.phase',
    'v1.NodePhase': 'NodeStatus.phase',
    'v1.PodPhase': 'PodStatus.phase',
    'v1.PersistentVolumePhase': 'PersistentVolumeStatus.phase',
    'v1.PersistentVolumeClaimPhase': 'PersistentVolumeClaimStatus.phase',
    'v1.NodeSelectorOperator': 'NodeSelectorRequirement.operator',
    'v1.LabelSelectorOperator': 'LabelSelectorRequirement.operator FieldSelectorRequirement.operator',
    'v1.PersistentVolumeAccessMode': '.accessModes',
    'v1.PersistentVolumeMode': '.volumeMode',
    'v1.PersistentVolumeReclaimPolicy': '.persistentVolumeReclaimPolicy StorageClass.reclaimPolicy',
    'v1.PodFSGroupChangePolicy': '.fsGroupChangePolicy',
    'v1.PodSELinuxChangePolicy': '.seLinuxChangePolicy',
    'v1.SupplementalGroupsPolicy': 'PodSecurityContext.supplementalGroupsPolicy',
    'v1.DNSPolicy': '.dnsPolicy',
    'v1.PreemptionPolicy': '.preemptionPolicy',
    'v1.RestartPolicy': 'PodSpec.restartPolicy',
    'v1.PodQOSClass': '.qosClass',
    'v1.PodResizeStatus': 'PodStatus.resize',
    'v1.ResourceQuotaScope': 'ResourceQuotaSpec.scopes ScopedResourceSelectorRequirement.scopeName',
    'v1.ScopeSelectorOperator': 'ScopedResourceSelectorRequirement.operator',
    'v1.SeccompProfileType': 'SeccompProfile.type',
    'v1.AppArmorProfileType': 'AppArmorProfile.type',
    'v1.ProcMountType': '.procMount',
    'v1.ServiceExternalTrafficPolicy': '.externalTrafficPolicy',
    'v1.ServiceInternalTrafficPolicy': '.internalTrafficPolicy',
    'v1.IPFamily': '.ipFamilies',
    'v1.IPFamilyPolicy': '.ipFamilyPolicy',
    'v1.ServiceAffinity': '.sessionAffinity',
    'v1.ServiceType': 'ServiceSpec.type',
    'v1.TaintEffect': 'Taint.effect Toleration.effect',
    'v1.TolerationOperator': 'Toleration.operator',
    'v1.NodeInclusionPolicy': '.nodeAffinityPolicy .nodeTaintsPolicy',
    'v1.UnsatisfiableConstraintAction': '.whenUnsatisfiable',
    'v1.MountPropagationMode': '.mountPropagation',
    'v1.RecursiveReadOnlyMode': '.recursiveReadOnly',
    'v1.SecretType': 'Secret.type',
    'v1.StorageMedium': '.medium',
    'v1.ResourceName':
      'ContainerResizePolicy.resourceName ResourceMetricSource.name ContainerResourceMetricSource.name',
    'v1.ResourceResizeRestartPolicy': 'ContainerResizePolicy.restartPolicy',
    'v1.Capability': 'Capabilities.add Capabilities.drop',
    'v1.LimitType': 'LimitRangeItem.type',
    'v1.FinalizerName': 'NamespaceSpec.finalizers',
    'v1.NodeAddressType': 'NodeAddress.type',
    'v1.LoadBalancerIPMode': '.ipMode',
    'v1.PodConditionType': 'PodReadinessGate.conditionType',
    'v1.AzureDataDiskCachingMode': '.cachingMode',
    'v1.AzureDataDiskKind': 'AzureDiskVolumeSource.kind',
    'v1.ContainerRestartRuleAction': 'ContainerRestartRule.action',
    'v1.ContainerRestartRuleOnExitCodesOperator': 'ContainerRestartRuleOnExitCodes.operator',
    'v1.KeyUsage': 'CertificateSigningRequestSpec.usages',
    'v1.DaemonSetUpdateStrategyType': 'DaemonSetUpdateStrategy.type',
    'v1.DeploymentStrategyType': 'DeploymentStrategy.type',
    'v1.StatefulSetUpdateStrategyType': 'StatefulSetUpdateStrategy.type',
    'v1.PodManagementPolicyType': '.podManagementPolicy',
    'v1.PersistentVolumeClaimRetentionPolicyType': '.whenDeleted .whenScaled',
    'v1.ConcurrencyPolicy': '.concurrencyPolicy',
    'v1.CompletionMode': '.completionMode',
    'v1.PodReplacementPolicy': '.podReplacementPolicy',
    'v1.PodFailurePolicyOnExitCodesOperator': 'PodFailurePolicyOnExitCodesRequirement.operator',
    'v1.PodFailurePolicyAction': 'PodFailurePolicyRule.action',
    'v2.MetricSourceType': 'MetricSpec.type MetricStatus.type',
    'v2.MetricTargetType': 'MetricTarget.type',
    'v2.ScalingPolicySelect': '.selectPolicy',
    'v2.HPAScalingPolicyType': 'HPAScalingPolicy.type',
    'v1.AddressType': '.addressType',
    'v1.PathType': '.pathType',
    'v1.PolicyType': '.policyTypes',
    'v1.UnhealthyPodEvictionPolicyType': '.unhealthyPodEvictionPolicy',
    'v1.VolumeBindingMode': '.volumeBindingMode',
    'v1.FSGroupPolicy': '.fsGroupPolicy',
    'v1.FailurePolicyType': '.failurePolicy',
    'v1.MatchPolicyType': '.matchPolicy',
    'v1.SideEffectClass': '.sideEffects',
    'v1.ReinvocationPolicyType': '.reinvocationPolicy',
    'v1.ScopeType': 'RuleWithOperations.scope NamedRuleWithOperations.scope',
    'v1.OperationType': '.operations',
    'v1.ResourceScope': 'CustomResourceDefinitionSpec.scope',
    'v1.ConversionStrategyType': 'CustomResourceConversion.strategy',
    'v1.DeletionPropagation': '.propagationPolicy',
    'v1.ManagedFieldsOperationType': 'ManagedFieldsEntry.operation',
    'v1.CoordinatedLeaseStrategy': 'LeaseSpec.strategy',
    'types.UID': '.uid',
  }).flatMap(([type, fields]) => list(fields).map(field => [field, type])),
)

const found = (table, type, field) => table.get(`${type}.${field}`) ?? table.get(`.${field}`)

/** Whether a scalar field is a Go pointer. `type` is the short name of types.gen.ts. */
export const isPointer = (type, field) => POINTERS.has(`${type}.${field}`) || POINTERS.has(`.${field}`)

/** Whether a field is in an object's JSON even when nobody has set it. */
export const isAlways = (type, field) => ALWAYS.has(`${type}.${field}`)

/** The Go name of a field's (or its items') string type; undefined for plain strings. */
export function namedString(type, field) {
  if (type.endsWith('Condition')) {
    if (field === 'status') return 'v1.ConditionStatus'
    if (field === 'type' && type !== 'Condition')
      return `${type === 'HorizontalPodAutoscalerCondition' ? 'v2' : 'v1'}.${type}Type`
  }
  return found(NAMED, type, field)
}
