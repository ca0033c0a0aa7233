/**
 * The fields of Go's structs in the order in which they are declared, where that is not the alphabet's: types as in types.gen.ts. Fields that
 * are not listed follow in the order of the alphabet.
 */
const ORDER: Record<string, string> = {
  ObjectMeta:
    'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers managedFields',
  ManagedFieldsEntry: 'manager operation apiVersion time fieldsType fieldsV1 subresource',
  OwnerReference: 'apiVersion kind name uid controller blockOwnerDeletion',
  LabelSelectorRequirement: 'key operator values',
  LabelSelector: 'matchLabels matchExpressions',
  ConfigMap: 'immutable data binaryData',
  Secret: 'immutable data stringData type',
  ServiceAccount: 'secrets imagePullSecrets automountServiceAccountToken',
  ServiceSpec:
    'ports selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution',
  ServicePort: 'name protocol appProtocol port targetPort nodePort',
  ServiceStatus: 'loadBalancer conditions',
  LoadBalancerIngress: 'ip hostname ipMode ports',
  Condition: 'type status observedGeneration lastTransitionTime reason message',
  DeploymentSpec:
    'replicas selector template strategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds',
  DeploymentStrategy: 'type rollingUpdate',
  RollingUpdateDeployment: 'maxUnavailable maxSurge',
  DeploymentStatus:
    'observedGeneration replicas updatedReplicas readyReplicas availableReplicas unavailableReplicas terminatingReplicas conditions collisionCount',
  DeploymentCondition: 'type status lastUpdateTime lastTransitionTime reason message',
  ReplicaSetSpec: 'replicas minReadySeconds selector template',
  ReplicaSetStatus:
    'replicas fullyLabeledReplicas readyReplicas availableReplicas terminatingReplicas observedGeneration conditions',
  ReplicaSetCondition: 'type status lastTransitionTime reason message',
  ReplicationControllerSpec: 'replicas minReadySeconds selector template',
  ReplicationControllerStatus:
    'replicas fullyLabeledReplicas readyReplicas availableReplicas observedGeneration conditions',
  DaemonSetSpec: 'selector template updateStrategy minReadySeconds revisionHistoryLimit',
  DaemonSetStatus:
    'currentNumberScheduled numberMisscheduled desiredNumberScheduled numberReady observedGeneration updatedNumberScheduled numberAvailable numberUnavailable collisionCount conditions',
  DaemonSetUpdateStrategy: 'type rollingUpdate',
  StatefulSetSpec:
    'replicas selector template volumeClaimTemplates serviceName podManagementPolicy updateStrategy revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy ordinals',
  StatefulSetStatus:
    'observedGeneration replicas readyReplicas currentReplicas updatedReplicas currentRevision updateRevision collisionCount conditions availableReplicas',
  StatefulSetUpdateStrategy: 'type rollingUpdate',
  PodTemplateSpec: 'metadata spec',
  PodSpec:
    'volumes initContainers containers ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector serviceAccountName serviceAccount automountServiceAccountToken nodeName hostNetwork hostPID hostIPC shareProcessNamespace securityContext imagePullSecrets hostname subdomain affinity schedulerName tolerations hostAliases priorityClassName priority dnsConfig readinessGates runtimeClassName enableServiceLinks preemptionPolicy overhead topologySpreadConstraints setHostnameAsFQDN os hostUsers schedulingGates resourceClaims resources hostnameOverride',
  PodStatus:
    'observedGeneration phase conditions message reason nominatedNodeName hostIP hostIPs podIP podIPs startTime initContainerStatuses containerStatuses qosClass ephemeralContainerStatuses resize resourceClaimStatuses',
  PodCondition: 'type observedGeneration status lastProbeTime lastTransitionTime reason message',
  ContainerStatus:
    'name state lastState ready restartCount image imageID containerID started allocatedResources resources volumeMounts user allocatedResourcesStatus stopSignal',
  ContainerState: 'waiting running terminated',
  ContainerStateTerminated: 'exitCode signal reason message startedAt finishedAt containerID',
  ContainerStateWaiting: 'reason message',
  Container:
    'name image command args workingDir ports envFrom env resources resizePolicy restartPolicy restartPolicyRules volumeMounts volumeDevices livenessProbe readinessProbe startupProbe lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext stdin stdinOnce tty',
  ContainerPort: 'name hostPort containerPort protocol hostIP',
  EnvVar: 'name value valueFrom',
  EnvVarSource: 'fieldRef resourceFieldRef configMapKeyRef secretKeyRef fileKeyRef',
  EnvFromSource: 'prefix configMapRef secretRef',
  ConfigMapKeySelector: 'name key optional',
  SecretKeySelector: 'name key optional',
  ResourceRequirements: 'limits requests claims',
  VolumeMount: 'name readOnly recursiveReadOnly mountPath subPath mountPropagation subPathExpr',
  Volume: 'name',
  ConfigMapVolumeSource: 'name items defaultMode optional',
  SecretVolumeSource: 'secretName items defaultMode optional',
  ConfigMapProjection: 'name items optional',
  SecretProjection: 'name items optional',
  DownwardAPIVolumeFile: 'path fieldRef resourceFieldRef mode',
  NFSVolumeSource: 'server path readOnly',
  ResourceFieldSelector: 'containerName resource divisor',
  ObjectReference: 'kind namespace name uid apiVersion resourceVersion fieldPath',
  PersistentVolumeClaimSpec:
    'accessModes selector resources volumeName storageClassName volumeMode dataSource dataSourceRef volumeAttributesClassName',
  PersistentVolumeClaimStatus: 'phase accessModes capacity conditions',
  Probe:
    'exec httpGet tcpSocket grpc initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds',
  HTTPGetAction: 'path port host scheme httpHeaders',
  Lifecycle: 'postStart preStop stopSignal',
  LifecycleHandler: 'exec httpGet tcpSocket sleep',
  SecurityContext:
    'capabilities privileged seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot readOnlyRootFilesystem allowPrivilegeEscalation procMount seccompProfile appArmorProfile',
  PodSecurityContext:
    'seLinuxOptions windowsOptions runAsUser runAsGroup runAsNonRoot supplementalGroups supplementalGroupsPolicy fsGroup sysctls fsGroupChangePolicy seccompProfile appArmorProfile seLinuxChangePolicy',
  SELinuxOptions: 'user role type level',
  SeccompProfile: 'type localhostProfile',
  TCPSocketAction: 'port host',
  HostAlias: 'ip hostnames',
  PodDNSConfig: 'nameservers searches options',
  NodeSelectorRequirement: 'key operator values',
  PreferredSchedulingTerm: 'weight preference',
  WeightedPodAffinityTerm: 'weight podAffinityTerm',
  PodAffinityTerm: 'labelSelector namespaces topologyKey namespaceSelector matchLabelKeys mismatchLabelKeys',
  TopologySpreadConstraint:
    'maxSkew topologyKey whenUnsatisfiable labelSelector minDomains nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys',
  Toleration: 'key operator value effect tolerationSeconds',
  Affinity: 'nodeAffinity podAffinity podAntiAffinity',
  ProjectedVolumeSource: 'sources defaultMode',
  VolumeProjection: 'secret downwardAPI configMap serviceAccountToken clusterTrustBundle podCertificate',
  KeyToPath: 'key path mode',
  JobSpec:
    'parallelism completions activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit backoffLimitPerIndex maxFailedIndexes selector manualSelector template ttlSecondsAfterFinished completionMode suspend podReplacementPolicy managedBy',
  JobStatus:
    'conditions startTime completionTime active succeeded failed terminating completedIndexes failedIndexes uncountedTerminatedPods ready',
  JobCondition: 'type status lastProbeTime lastTransitionTime reason message',
  JobTemplateSpec: 'metadata spec',
  CronJobSpec:
    'schedule timeZone startingDeadlineSeconds concurrencyPolicy suspend jobTemplate successfulJobsHistoryLimit failedJobsHistoryLimit',
  CronJobStatus: 'active lastScheduleTime lastSuccessfulTime',
  IngressSpec: 'ingressClassName defaultBackend tls rules',
  IngressBackend: 'service resource',
  IngressTLS: 'hosts secretName',
  IngressRule: 'host http',
  HTTPIngressPath: 'path pathType backend',
  ResourceQuotaSpec: 'hard scopes scopeSelector',
  ResourceQuotaStatus: 'hard used',
  PodDisruptionBudgetSpec: 'minAvailable selector maxUnavailable unhealthyPodEvictionPolicy',
  PodDisruptionBudgetStatus:
    'observedGeneration disruptedPods disruptionsAllowed currentHealthy desiredHealthy expectedPods conditions',
  PriorityClass: 'value globalDefault description preemptionPolicy',
  ClusterRole: 'rules aggregationRule',
  RoleBinding: 'subjects roleRef',
  ClusterRoleBinding: 'subjects roleRef',
  PolicyRule: 'verbs apiGroups resources resourceNames nonResourceURLs',
  RoleRef: 'apiGroup kind name',
  Subject: 'kind apiGroup name namespace',
  TokenRequestSpec: 'audiences expirationSeconds boundObjectRef',
  TokenRequestStatus: 'token expirationTimestamp',
  BoundObjectReference: 'kind apiVersion name uid',
  Event:
    'involvedObject reason message source firstTimestamp lastTimestamp count type eventTime series action related reportingComponent reportingInstance',
  EventSource: 'component host',
  EventSeries: 'count lastObservedTime',
}

const OBJECT = ['kind', 'apiVersion', 'metadata']

/** The names of a struct's fields, first to last, as far as they do not just follow the alphabet. */
export function fieldOrder(struct: string, isObject: boolean): readonly string[] {
  const own = Object.hasOwn(ORDER, struct) ? ORDER[struct]!.split(' ') : []
  return isObject ? [...OBJECT, ...own] : own
}
