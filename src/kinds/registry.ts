import { withGroup } from '../api/object.ts'
import { type CustomKinds, DEFINITIONS_PREFIX, type DefinitionStore } from './customresource/definitions.ts'
import type { Kind } from './kind.ts'

/** Loads the kinds' files when they are wanted: a command that only reads services does not load what makes pods. */
const loaders: Record<string, () => Promise<Kind>> = {
  componentstatuses: () => import('./componentstatus.ts').then(m => m.componentStatus),
  configmaps: () => import('./configmap.ts').then(m => m.configMap),
  endpoints: () => import('./endpoints.ts').then(m => m.endpoints),
  events: () => import('./event.ts').then(m => m.event),
  limitranges: () => import('./limitrange.ts').then(m => m.limitRange),
  namespaces: () => import('./namespace.ts').then(m => m.namespace),
  nodes: () => import('./node.ts').then(m => m.node),
  persistentvolumeclaims: () => import('./persistentvolumeclaim.ts').then(m => m.persistentVolumeClaim),
  persistentvolumes: () => import('./persistentvolume.ts').then(m => m.persistentVolume),
  pods: () => import('./pod.ts').then(m => m.pod),
  podtemplates: () => import('./podtemplate.ts').then(m => m.podTemplate),
  replicationcontrollers: () => import('./replicationcontroller.ts').then(m => m.replicationController),
  resourcequotas: () => import('./resourcequota.ts').then(m => m.resourceQuota),
  secrets: () => import('./secret.ts').then(m => m.secret),
  serviceaccounts: () => import('./serviceaccount.ts').then(m => m.serviceAccount),
  services: () => import('./service.ts').then(m => m.service),
  rangeallocations: () => import('./rangeallocation.ts').then(m => m.rangeAllocation),
  'leases.coordination.k8s.io': () => import('./lease.ts').then(m => m.lease),
  'csidrivers.storage.k8s.io': () => import('./csidriver.ts').then(m => m.csiDriver),
  'csinodes.storage.k8s.io': () => import('./csinode.ts').then(m => m.csiNode),
  'csistoragecapacities.storage.k8s.io': () => import('./csistoragecapacity.ts').then(m => m.csiStorageCapacity),
  'storageclasses.storage.k8s.io': () => import('./storageclass.ts').then(m => m.storageClass),
  'volumeattachments.storage.k8s.io': () => import('./volumeattachment.ts').then(m => m.volumeAttachment),
  'volumeattributesclasses.storage.k8s.io': () =>
    import('./volumeattributesclass.ts').then(m => m.volumeAttributesClass),
  'controllerrevisions.apps': () => import('./controllerrevision.ts').then(m => m.controllerRevision),
  'daemonsets.apps': () => import('./daemonset.ts').then(m => m.daemonSet),
  'deployments.apps': () => import('./deployment.ts').then(m => m.deployment),
  'replicasets.apps': () => import('./replicaset.ts').then(m => m.replicaSet),
  'statefulsets.apps': () => import('./statefulset.ts').then(m => m.statefulSet),
  'endpointslices.discovery.k8s.io': () => import('./endpointslice.ts').then(m => m.endpointSlice),
  'ipaddresses.networking.k8s.io': () => import('./ipaddress.ts').then(m => m.ipAddress),
  'events.events.k8s.io': () => import('./eventsv1event.ts').then(m => m.eventsV1Event),
  'horizontalpodautoscalers.autoscaling': () =>
    import('./horizontalpodautoscaler.ts').then(m => m.horizontalPodAutoscaler),
  'servicecidrs.networking.k8s.io': () => import('./servicecidr.ts').then(m => m.serviceCIDR),
  'cronjobs.batch': () => import('./cronjob.ts').then(m => m.cronJob),
  'jobs.batch': () => import('./job.ts').then(m => m.job),
  'poddisruptionbudgets.policy': () => import('./poddisruptionbudget.ts').then(m => m.podDisruptionBudget),
  'priorityclasses.scheduling.k8s.io': () => import('./priorityclass.ts').then(m => m.priorityClass),
  'roles.rbac.authorization.k8s.io': () => import('./role.ts').then(m => m.role),
  'rolebindings.rbac.authorization.k8s.io': () => import('./rolebinding.ts').then(m => m.roleBinding),
  'clusterroles.rbac.authorization.k8s.io': () => import('./clusterrole.ts').then(m => m.clusterRole),
  'clusterrolebindings.rbac.authorization.k8s.io': () =>
    import('./clusterrolebinding.ts').then(m => m.clusterRoleBinding),
  'ingresses.networking.k8s.io': () => import('./ingress.ts').then(m => m.ingress),
  'ingressclasses.networking.k8s.io': () => import('./ingressclass.ts').then(m => m.ingressClass),
  'networkpolicies.networking.k8s.io': () => import('./networkpolicy.ts').then(m => m.networkPolicy),
  'customresourcedefinitions.apiextensions.k8s.io': () =>
    import('./customresourcedefinition.ts').then(m => m.customResourceDefinition),
  'apiservices.apiregistration.k8s.io': () => import('./apiservice.ts').then(m => m.apiService),
  'runtimeclasses.node.k8s.io': () => import('./runtimeclass.ts').then(m => m.runtimeClass),
  'certificatesigningrequests.certificates.k8s.io': () =>
    import('./certificatesigningrequest.ts').then(m => m.certificateSigningRequest),
  'validatingwebhookconfigurations.admissionregistration.k8s.io': () =>
    import('./validatingwebhookconfiguration.ts').then(m => m.validatingWebhookConfiguration),
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': () =>
    import('./mutatingwebhookconfiguration.ts').then(m => m.mutatingWebhookConfiguration),
  'validatingadmissionpolicies.admissionregistration.k8s.io': () =>
    import('./validatingadmissionpolicy.ts').then(m => m.validatingAdmissionPolicy),
  'validatingadmissionpolicybindings.admissionregistration.k8s.io': () =>
    import('./validatingadmissionpolicybinding.ts').then(m => m.validatingAdmissionPolicyBinding),
  'mutatingadmissionpolicies.admissionregistration.k8s.io': () =>
    import('./mutatingadmissionpolicy.ts').then(m => m.mutatingAdmissionPolicy),
  'mutatingadmissionpolicybindings.admissionregistration.k8s.io': () =>
    import('./mutatingadmissionpolicybinding.ts').then(m => m.mutatingAdmissionPolicyBinding),
  'flowschemas.flowcontrol.apiserver.k8s.io': () => import('./flowschema.ts').then(m => m.flowSchema),
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io': () =>
    import('./prioritylevelconfiguration.ts').then(m => m.priorityLevelConfiguration),
  'deviceclasses.resource.k8s.io': () => import('./deviceclass.ts').then(m => m.deviceClass),
  'resourceclaims.resource.k8s.io': () => import('./resourceclaim.ts').then(m => m.resourceClaim),
  'resourceclaimtemplates.resource.k8s.io': () =>
    import('./resourceclaimtemplate.ts').then(m => m.resourceClaimTemplate),
  'resourceslices.resource.k8s.io': () => import('./resourceslice.ts').then(m => m.resourceSlice),
}

/** "services", "deployments.apps": how resources are named everywhere in the API server. */
export function resourceId(group: string, resource: string): string {
  return withGroup(resource, group)
}

/** The kinds that have been loaded, by resource, and those that the cluster itself defines. */
export class KindRegistry {
  private readonly kinds = new Map<string, Kind>()
  private definitions: DefinitionStore | undefined
  private custom: CustomKinds | undefined

  /** Takes custom resources from the definitions of a store from now on. */
  bind(definitions: DefinitionStore): void {
    this.definitions = definitions
    this.custom = undefined
  }

  /** Makes the kinds ready that the cluster defines, if it does. */
  async loadCustom(): Promise<void> {
    if (this.custom || !this.definitions?.keys(DEFINITIONS_PREFIX).length) return
    const { StoredCustomKinds } = await import('./customresource/custom-kinds.ts')
    this.custom = new StoredCustomKinds(this.definitions)
  }

  /** Makes the named resources' kinds ready; unknown ones are passed over. */
  async load(resources: Iterable<string>): Promise<void> {
    const wanted = [...resources].filter(r => !this.kinds.has(r))
    await Promise.all(
      wanted.map(async r => {
        if (Object.hasOwn(loaders, r)) this.kinds.set(r, await loaders[r]!())
        else await this.loadCustom()
      }),
    )
  }

  /** Makes every kind ready: any of them may be touched by what follows from a write. */
  async loadAll(): Promise<void> {
    await this.load(Object.keys(loaders))
    await this.loadCustom()
  }

  /** A kind in the version that its objects are kept in. */
  get(resource: string): Kind | undefined {
    return this.kinds.get(resource) ?? this.custom?.get(resource)
  }

  /** A kind in one of the versions that it is served in. */
  served(resource: string, version: string): Kind | undefined {
    const kind = this.kinds.get(resource)
    if (kind) return kind.version === version ? kind : kind.otherVersions?.find(other => other.version === version)
    return this.custom?.served(resource, version)
  }

  *all(): Iterable<[string, Kind]> {
    yield* this.kinds
    if (this.custom) yield* this.custom.all()
  }
}
