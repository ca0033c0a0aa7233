// Field numbers of what a kubectl 1.33 does not have: the APIs of others than k8s.io/api, and what Kubernetes 1.34 to 1.36 added. From the
// public generated.proto files and the protobuf tags of types.go.
const NUMBERS = {
  Container: 'restartPolicyRules=25',
  'EphemeralContainer.EphemeralContainerCommon': 'restartPolicyRules=25',
  ContainerRestartRule: 'action=1 exitCodes=2',
  ContainerRestartRuleOnExitCodes: 'operator=1 values=2',
  EnvVarSource: 'fileKeyRef=5',
  FileKeySelector: 'volumeName=1 path=2 key=3 optional=4',
  NodeStatus: 'declaredFeatures=14',
  PodSpec: 'hostnameOverride=41',
  PodStatus: 'extendedResourceClaimStatus=18 allocatedResources=19 resources=20',
  PodExtendedResourceClaimStatus: 'requestMappings=1 resourceClaimName=2',
  ContainerExtendedResourceRequest: 'containerName=1 resourceName=2 requestName=3',
  ResourceHealth: 'message=6',
  VolumeMountStatus: 'volumeStatus=5',
  VolumeStatus: 'image=1',
  ImageVolumeStatus: 'imageRef=1',
  VolumeProjection: 'podCertificate=6',
  PodCertificateProjection:
    'signerName=1 keyType=2 maxExpirationSeconds=3 credentialBundlePath=4 keyPath=5 certificateChainPath=6 userAnnotations=7',

  CSIDriverSpec: 'serviceAccountTokenInSecrets=10',

  AllocatedDeviceStatus: 'shareID=7',
  AllocationResult: 'allocationTimestamp=5',
  CapacityRequestPolicy: 'default=1 validValues=3 validRange=4',
  CapacityRequestPolicyRange: 'min=1 max=2 step=3',
  CapacityRequirements: 'requests=1',
  Device: 'bindsToNode=9 bindingConditions=10 bindingFailureConditions=11 allowMultipleAllocations=12',
  DeviceCapacity: 'requestPolicy=2',
  DeviceClassSpec: 'extendedResourceName=4',
  DeviceConstraint: 'distinctAttribute=3',
  DeviceRequestAllocationResult: 'bindingConditions=7 bindingFailureConditions=8 shareID=9 consumedCapacity=10',
  DeviceSubRequest: 'capacity=7',
  ExactDeviceRequest: 'capacity=7',

  CustomResourceDefinition: 'metadata=1 spec=2 status=3',
  CustomResourceDefinitionSpec: 'group=1 names=3 scope=4 versions=7 conversion=9 preserveUnknownFields=10',
  CustomResourceDefinitionNames: 'plural=1 singular=2 shortNames=3 kind=4 listKind=5 categories=6',
  CustomResourceDefinitionVersion:
    'name=1 served=2 storage=3 schema=4 subresources=5 additionalPrinterColumns=6 deprecated=7 deprecationWarning=8 selectableFields=9',
  CustomResourceDefinitionStatus: 'conditions=1 acceptedNames=2 storedVersions=3',
  CustomResourceDefinitionCondition: 'type=1 status=2 lastTransitionTime=3 reason=4 message=5',
  CustomResourceColumnDefinition: 'name=1 type=2 format=3 description=4 priority=5 jsonPath=6',
  CustomResourceConversion: 'strategy=1 webhook=2',
  CustomResourceSubresources: 'status=1 scale=2',
  CustomResourceSubresourceScale: 'specReplicasPath=1 statusReplicasPath=2 labelSelectorPath=3',
  CustomResourceValidation: 'openAPIV3Schema=1',
  SelectableField: 'jsonPath=1',
  ExternalDocumentation: 'description=1 url=2',
  JSONSchemaProps: `id=1 $schema=2 $ref=3 description=4 type=5 format=6 title=7 default=8 maximum=9 exclusiveMaximum=10 minimum=11
    exclusiveMinimum=12 maxLength=13 minLength=14 pattern=15 maxItems=16 minItems=17 uniqueItems=18 multipleOf=19 enum=20 maxProperties=21
    minProperties=22 required=23 items=24 allOf=25 oneOf=26 anyOf=27 not=28 properties=29 additionalProperties=30 patternProperties=31
    dependencies=32 additionalItems=33 definitions=34 externalDocs=35 example=36 nullable=37 x-kubernetes-preserve-unknown-fields=38
    x-kubernetes-embedded-resource=39 x-kubernetes-int-or-string=40 x-kubernetes-list-map-keys=41 x-kubernetes-list-type=42
    x-kubernetes-map-type=43 x-kubernetes-validations=44`,
  ValidationRule: 'rule=1 message=2 messageExpression=3 reason=4 fieldPath=5 optionalOldSelf=6',
  WebhookConversion: 'clientConfig=2 conversionReviewVersions=3',
  ApiextensionsV1WebhookClientConfig: 'service=1 caBundle=2 url=3',
  ApiextensionsV1ServiceReference: 'namespace=1 name=2 path=3 port=4',

  APIService: 'metadata=1 spec=2 status=3',
  APIServiceSpec:
    'service=1 group=2 version=3 insecureSkipTLSVerify=4 caBundle=5 groupPriorityMinimum=7 versionPriority=8',
  APIServiceStatus: 'conditions=1',
  APIServiceCondition: 'type=1 status=2 lastTransitionTime=3 reason=4 message=5',
  ApiregistrationV1ServiceReference: 'namespace=1 name=2 port=3',
}

const numbers = new Map(
  Object.entries(NUMBERS).flatMap(([type, fields]) =>
    fields.split(/\s+/).map(field => {
      const [name, number] = field.split('=')
      return [`${type} ${name}`, Number(number)]
    }),
  ),
)

/** The number of a message's field by its name in JSON; undefined for those that nobody has told us. */
export const fieldNumber = (type, field) => numbers.get(`${type} ${field}`)
