/**
 * The fields of Kubernetes' internal pod types in their order: what errors and diffs show of a pod is these types printed as JSON,
 * under Go's own names, absent fields included (pkg/apis/core/types.go).
 *
 * A field is `Name:type`, or `Name=jsonName:type` where the API's name is not Name with a small first letter. Types: s, i, b (text,
 * number, boolean, with a zero value), q (quantity), p (port), l (label selector), ? (null when absent), [Type] (list), Type (struct), *Type (pointer),
 * +Type (fields of an embedded struct).
 */
export const GO_TYPES: Record<string, string> = {
  PodSpec:
    'Volumes:[Volume] InitContainers:[Container] Containers:[Container] EphemeralContainers:[EphemeralContainer] RestartPolicy:s TerminationGracePeriodSeconds:? ActiveDeadlineSeconds:? DNSPolicy=dnsPolicy:s NodeSelector:? ServiceAccountName:s AutomountServiceAccountToken:? NodeName:s SecurityContext:*PodSecurityContext ImagePullSecrets:[LocalObjectReference] Hostname:s Subdomain:s SetHostnameAsFQDN:? Affinity:*Affinity SchedulerName:s Tolerations:[Toleration] HostAliases:[HostAlias] PriorityClassName:s Priority:? PreemptionPolicy:? DNSConfig=dnsConfig:*PodDNSConfig ReadinessGates:[PodReadinessGate] RuntimeClassName:? Overhead:? EnableServiceLinks:? TopologySpreadConstraints:[TopologySpreadConstraint] OS=os:*PodOS SchedulingGates:[PodSchedulingGate] ResourceClaims:[PodResourceClaim] Resources:*ResourceRequirements HostnameOverride:? SchedulingGroup:?',
  PodSecurityContext:
    'HostNetwork:b HostPID:b HostIPC:b ShareProcessNamespace:? HostUsers:? SELinuxOptions=seLinuxOptions:*SELinuxOptions WindowsOptions:*WindowsOptions RunAsUser:? RunAsGroup:? RunAsNonRoot:? SupplementalGroups:? SupplementalGroupsPolicy:? FSGroup=fsGroup:? Sysctls:[Sysctl] FSGroupChangePolicy=fsGroupChangePolicy:? SeccompProfile:*Profile AppArmorProfile:*Profile SELinuxChangePolicy=seLinuxChangePolicy:?',
  EphemeralContainer: '+Container TargetContainerName:s',
  Container:
    'Name:s Image:s Command:? Args:? WorkingDir:s Ports:[ContainerPort] EnvFrom:[EnvFromSource] Env:[EnvVar] Resources:ResourceRequirements ResizePolicy:[ContainerResizePolicy] RestartPolicy:? RestartPolicyRules:[ContainerRestartRule] VolumeMounts:[VolumeMount] VolumeDevices:[VolumeDevice] LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath:s TerminationMessagePolicy:s ImagePullPolicy:s SecurityContext:*SecurityContext Stdin:b StdinOnce:b TTY=tty:b',
  ContainerPort: 'Name:s HostPort:i ContainerPort:i Protocol:s HostIP:s',
  EnvFromSource: 'Prefix:s ConfigMapRef:*NamedSource SecretRef:*NamedSource',
  NamedSource: 'Name:s Optional:?',
  EnvVar: 'Name:s Value:s ValueFrom:*EnvVarSource',
  EnvVarSource:
    'FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector ConfigMapKeyRef:*KeySelector SecretKeyRef:*KeySelector FileKeyRef:*FileKeySelector',
  ObjectFieldSelector: 'APIVersion=apiVersion:s FieldPath:s',
  ResourceFieldSelector: 'ContainerName:s Resource:s Divisor:q',
  KeySelector: 'Name:s Key:s Optional:?',
  FileKeySelector: 'VolumeName:s Path:s Key:s Optional:?',
  ResourceRequirements: 'Limits:? Requests:? Claims:[ResourceClaim]',
  ResourceClaim: 'Name:s Request:s',
  ContainerResizePolicy: 'ResourceName:s RestartPolicy:s',
  ContainerRestartRule: 'Action:s ExitCodes:*RestartExitCodes',
  RestartExitCodes: 'Operator:s Values:?',
  VolumeMount: 'Name:s ReadOnly:b RecursiveReadOnly:? MountPath:s SubPath:s MountPropagation:? SubPathExpr:s',
  VolumeDevice: 'Name:s DevicePath:s',
  Probe:
    'Exec:*ExecAction HTTPGet=httpGet:*HTTPGetAction TCPSocket=tcpSocket:*TCPSocketAction GRPC=grpc:*GRPCAction InitialDelaySeconds:i TimeoutSeconds:i PeriodSeconds:i SuccessThreshold:i FailureThreshold:i TerminationGracePeriodSeconds:?',
  ExecAction: 'Command:?',
  HTTPGetAction: 'Path:s Port:p Host:s Scheme:s HTTPHeaders=httpHeaders:[NameValue]',
  TCPSocketAction: 'Port:p Host:s',
  GRPCAction: 'Port:i Service:?',
  SleepAction: 'Seconds:i',
  Lifecycle: 'PostStart:*LifecycleHandler PreStop:*LifecycleHandler StopSignal:?',
  LifecycleHandler:
    'Exec:*ExecAction HTTPGet=httpGet:*HTTPGetAction TCPSocket=tcpSocket:*TCPSocketAction Sleep:*SleepAction',
  NameValue: 'Name:s Value:s',
  SecurityContext:
    'Capabilities:*Capabilities Privileged:? SELinuxOptions=seLinuxOptions:*SELinuxOptions WindowsOptions:*WindowsOptions RunAsUser:? RunAsGroup:? RunAsNonRoot:? ReadOnlyRootFilesystem:? AllowPrivilegeEscalation:? ProcMount:? SeccompProfile:*Profile AppArmorProfile:*Profile',
  Capabilities: 'Add:? Drop:?',
  SELinuxOptions: 'User:s Role:s Type:s Level:s',
  WindowsOptions:
    'GMSACredentialSpecName=gmsaCredentialSpecName:? GMSACredentialSpec=gmsaCredentialSpec:? RunAsUserName:? HostProcess:?',
  Profile: 'Type:s LocalhostProfile:?',
  Sysctl: 'Name:s Value:s',
  Volume:
    'Name:s HostPath:*HostPath EmptyDir:*EmptyDir GCEPersistentDisk=gcePersistentDisk:*PersistentDisk AWSElasticBlockStore=awsElasticBlockStore:*ElasticBlockStore GitRepo:*GitRepo Secret:*SecretVolume NFS=nfs:*NFS ISCSI=iscsi:*ISCSI Glusterfs:*Glusterfs PersistentVolumeClaim:*ClaimVolume RBD=rbd:*RBD Quobyte:*Quobyte FlexVolume:*FlexVolume Cinder:*Cinder CephFS=cephfs:*CephFS Flocker:*Flocker DownwardAPI:*DownwardAPIVolume FC=fc:*FC AzureFile:*AzureFile ConfigMap:*ConfigMapVolume VsphereVolume:*VsphereVolume AzureDisk:*AzureDisk PhotonPersistentDisk:*PhotonDisk Projected:*Projected PortworxVolume:*Portworx ScaleIO:*ScaleIO StorageOS=storageos:*StorageOS CSI=csi:*CSI Ephemeral:*EphemeralVolume Image:*ImageVolume',
  HostPath: 'Path:s Type:?',
  EmptyDir: 'Medium:s SizeLimit:?',
  PersistentDisk: 'PDName=pdName:s FSType:s Partition:i ReadOnly:b',
  ElasticBlockStore: 'VolumeID:s FSType:s Partition:i ReadOnly:b',
  GitRepo: 'Repository:s Revision:s Directory:s',
  SecretVolume: 'SecretName:s Items:[KeyToPath] DefaultMode:? Optional:?',
  ConfigMapVolume: 'Name:s Items:[KeyToPath] DefaultMode:? Optional:?',
  KeyToPath: 'Key:s Path:s Mode:?',
  NFS: 'Server:s Path:s ReadOnly:b',
  ISCSI:
    'TargetPortal:s IQN=iqn:s Lun:i ISCSIInterface=iscsiInterface:s FSType:s ReadOnly:b Portals:? DiscoveryCHAPAuth=chapAuthDiscovery:b SessionCHAPAuth=chapAuthSession:b SecretRef:*LocalObjectReference InitiatorName:?',
  Glusterfs: 'EndpointsName=endpoints:s Path:s ReadOnly:b',
  ClaimVolume: 'ClaimName:s ReadOnly:b',
  RBD: 'CephMonitors=monitors:? RBDImage=image:s FSType:s RBDPool=pool:s RadosUser=user:s Keyring:s SecretRef:*LocalObjectReference ReadOnly:b',
  Quobyte: 'Registry:s Volume:s ReadOnly:b User:s Group:s Tenant:s',
  FlexVolume: 'Driver:s FSType:s SecretRef:*LocalObjectReference ReadOnly:b Options:?',
  Cinder: 'VolumeID:s FSType:s ReadOnly:b SecretRef:*LocalObjectReference',
  CephFS: 'Monitors:? Path:s User:s SecretFile:s SecretRef:*LocalObjectReference ReadOnly:b',
  Flocker: 'DatasetName:s DatasetUUID:s',
  DownwardAPIVolume: 'Items:[DownwardAPIFile] DefaultMode:?',
  DownwardAPIFile: 'Path:s FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector Mode:?',
  FC: 'TargetWWNs:? Lun:? FSType:s ReadOnly:b WWIDs=wwids:?',
  AzureFile: 'SecretName:s ShareName:s ReadOnly:b',
  VsphereVolume: 'VolumePath:s FSType:s StoragePolicyName:s StoragePolicyID:s',
  AzureDisk: 'DiskName:s DataDiskURI=diskURI:s CachingMode:? FSType=fsType:? ReadOnly:? Kind:?',
  PhotonDisk: 'PdID:s FSType:s',
  Projected: 'Sources:[VolumeProjection] DefaultMode:?',
  VolumeProjection:
    'Secret:*KeyedSource DownwardAPI:*DownwardAPIProjection ConfigMap:*KeyedSource ServiceAccountToken:*TokenProjection ClusterTrustBundle:*ClusterTrustBundleProjection PodCertificate:*PodCertificateProjection',
  KeyedSource: 'Name:s Items:[KeyToPath] Optional:?',
  DownwardAPIProjection: 'Items:[DownwardAPIFile]',
  TokenProjection: 'Audience:s ExpirationSeconds:i Path:s',
  ClusterTrustBundleProjection: 'Name:? SignerName:? LabelSelector:l Optional:? Path:s',
  PodCertificateProjection:
    'SignerName:s KeyType:s MaxExpirationSeconds:? CredentialBundlePath:s KeyPath:s CertificateChainPath:s UserAnnotations:?',
  Portworx: 'VolumeID:s FSType:s ReadOnly:b',
  ScaleIO:
    'Gateway:s System:s SecretRef:*LocalObjectReference SSLEnabled:b ProtectionDomain:s StoragePool:s StorageMode:s VolumeName:s FSType:s ReadOnly:b',
  StorageOS: 'VolumeName:s VolumeNamespace:s FSType:s ReadOnly:b SecretRef:*LocalObjectReference',
  CSI: 'Driver:s ReadOnly:? FSType:? VolumeAttributes:? NodePublishSecretRef:*LocalObjectReference',
  EphemeralVolume: 'VolumeClaimTemplate:*ClaimTemplate',
  ClaimTemplate: 'Spec:ClaimSpec',
  ClaimSpec:
    'AccessModes:? Selector:l Resources:VolumeResources VolumeName:s StorageClassName:? VolumeMode:? DataSource:*TypedReference DataSourceRef:*TypedObjectReference VolumeAttributesClassName:?',
  VolumeResources: 'Limits:? Requests:?',
  TypedReference: 'APIGroup=apiGroup:? Kind:s Name:s',
  TypedObjectReference: 'APIGroup=apiGroup:? Kind:s Name:s Namespace:?',
  ImageVolume: 'Reference:s PullPolicy:s',
  LocalObjectReference: 'Name:s',
  PersistentVolumeSource:
    'GCEPersistentDisk=gcePersistentDisk:*PersistentDisk AWSElasticBlockStore=awsElasticBlockStore:*ElasticBlockStore HostPath:*HostPath Glusterfs:*GlusterfsPersistent NFS=nfs:*NFS RBD=rbd:*RBDPersistent Quobyte:*Quobyte ISCSI=iscsi:*ISCSIPersistent FlexVolume:*FlexPersistent Cinder:*CinderPersistent CephFS=cephfs:*CephFSPersistent FC=fc:*FC Flocker:*Flocker AzureFile:*AzureFilePersistent VsphereVolume:*VsphereVolume AzureDisk:*AzureDisk PhotonPersistentDisk:*PhotonDisk PortworxVolume:*Portworx ScaleIO:*ScaleIOPersistent Local:*Local StorageOS=storageos:*StorageOSPersistent CSI=csi:*CSIPersistent',
  GlusterfsPersistent: 'EndpointsName=endpoints:s Path:s ReadOnly:b EndpointsNamespace:?',
  RBDPersistent:
    'CephMonitors=monitors:? RBDImage=image:s FSType:s RBDPool=pool:s RadosUser=user:s Keyring:s SecretRef:*SecretReference ReadOnly:b',
  ISCSIPersistent:
    'TargetPortal:s IQN=iqn:s Lun:i ISCSIInterface=iscsiInterface:s FSType:s ReadOnly:b Portals:? DiscoveryCHAPAuth=chapAuthDiscovery:b SessionCHAPAuth=chapAuthSession:b SecretRef:*SecretReference InitiatorName:?',
  FlexPersistent: 'Driver:s FSType:s SecretRef:*SecretReference ReadOnly:b Options:?',
  CinderPersistent: 'VolumeID:s FSType:s ReadOnly:b SecretRef:*SecretReference',
  CephFSPersistent: 'Monitors:? Path:s User:s SecretFile:s SecretRef:*SecretReference ReadOnly:b',
  AzureFilePersistent: 'SecretName:s ShareName:s ReadOnly:b SecretNamespace:?',
  ScaleIOPersistent:
    'Gateway:s System:s SecretRef:*SecretReference SSLEnabled:b ProtectionDomain:s StoragePool:s StorageMode:s VolumeName:s FSType:s ReadOnly:b',
  Local: 'Path:s FSType=fsType:?',
  StorageOSPersistent: 'VolumeName:s VolumeNamespace:s FSType:s ReadOnly:b SecretRef:*ObjectReference',
  CSIPersistent:
    'Driver:s VolumeHandle:s ReadOnly:b FSType:s VolumeAttributes:? ControllerPublishSecretRef:*SecretReference NodeStageSecretRef:*SecretReference NodePublishSecretRef:*SecretReference ControllerExpandSecretRef:*SecretReference NodeExpandSecretRef:*SecretReference',
  SecretReference: 'Name:s Namespace:s',
  ObjectReference: 'Kind:s Namespace:s Name:s UID=uid:s APIVersion=apiVersion:s ResourceVersion:s FieldPath:s',
  Affinity: 'NodeAffinity:*NodeAffinity PodAffinity:*PodAffinity PodAntiAffinity:*PodAffinity',
  NodeAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution:*NodeSelector PreferredDuringSchedulingIgnoredDuringExecution:[PreferredTerm]',
  NodeSelector: 'NodeSelectorTerms:[NodeSelectorTerm]',
  NodeSelectorTerm: 'MatchExpressions:[NodeSelectorRequirement] MatchFields:[NodeSelectorRequirement]',
  NodeSelectorRequirement: 'Key:s Operator:s Values:?',
  PreferredTerm: 'Weight:i Preference:NodeSelectorTerm',
  PodAffinity:
    'RequiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm] PreferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm]',
  PodAffinityTerm:
    'LabelSelector:l Namespaces:? TopologyKey:s NamespaceSelector:l MatchLabelKeys:? MismatchLabelKeys:?',
  WeightedPodAffinityTerm: 'Weight:i PodAffinityTerm:PodAffinityTerm',
  Toleration: 'Key:s Operator:s Value:s Effect:s TolerationSeconds:?',
  HostAlias: 'IP=ip:s Hostnames:?',
  PodDNSConfig: 'Nameservers:? Searches:? Options:[DNSOption]',
  DNSOption: 'Name:s Value:?',
  PodReadinessGate: 'ConditionType:s',
  TopologySpreadConstraint:
    'MaxSkew:i TopologyKey:s WhenUnsatisfiable:s LabelSelector:l MinDomains:? NodeAffinityPolicy:? NodeTaintsPolicy:? MatchLabelKeys:?',
  PodOS: 'Name:s',
  PodSchedulingGate: 'Name:s',
  PodResourceClaim: 'Name:s ResourceClaimName:? ResourceClaimTemplateName:?',
  SeccompProfile: '+Profile',
}
