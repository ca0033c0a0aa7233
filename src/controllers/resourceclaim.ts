import type {
  Pod,
  PodResourceClaim,
  PodResourceClaimStatus,
  ResourceV1ResourceClaim as ResourceClaim,
  ResourceClaimTemplate,
} from '../api/types.gen.ts'
import { newControllerRef } from '../apimachinery/controller-ref.ts'
import { notFound, StatusError } from '../apimachinery/status.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'

const CLAIMS = 'resourceclaims.resource.k8s.io'
const TEMPLATES = 'resourceclaimtemplates.resource.k8s.io'
const POD_CLAIM_NAME = 'resource.kubernetes.io/pod-claim-name'

/** Makes the claims that a pod has templates for, and notes in its status what they are called. Source: pkg/controller/resourceclaim. */
function sync(key: string, context: ControllerContext): void {
  const { namespace, name } = splitKey(key)
  const pod = context.get<Pod>('pods', namespace, name)
  if (!pod || pod.metadata.deletionTimestamp !== undefined) return
  const known = pod.status?.resourceClaimStatuses ?? []
  const made: PodResourceClaimStatus[] = []
  for (const claim of pod.spec?.resourceClaims ?? []) {
    if (!claim.resourceClaimTemplateName || known.some(status => status.name === claim.name)) continue
    try {
      made.push({ name: claim.name, resourceClaimName: createClaim(pod, claim, context).metadata.name! })
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      const message = `PodResourceClaim ${claim.name}: ${error.message}`
      const reason = 'FailedResourceClaimCreation'
      context.event({ about: pod, type: 'Warning', reason, message, component: 'resource_claim' })
      break
    }
  }
  if (made.length > 0)
    context.updateStatus('pods', { ...pod, status: { ...pod.status, resourceClaimStatuses: [...known, ...made] } })
}

function createClaim(pod: Pod, claim: PodResourceClaim, context: ControllerContext): ResourceClaim {
  const { namespace, name } = pod.metadata
  const templateName = claim.resourceClaimTemplateName!
  const template = context.get<ResourceClaimTemplate>(TEMPLATES, namespace!, templateName)
  if (!template) {
    const { message } = notFound({ group: 'resource.k8s.io', resource: 'resourceclaimtemplate' }, templateName)
    throw new StatusError(404, 'NotFound', `resource claim template "${templateName}": ${message}`)
  }
  const { metadata, spec } = template.spec
  return context.create<ResourceClaim>(CLAIMS, {
    metadata: {
      generateName: `${name}-${claim.name}-`,
      namespace: namespace!,
      ...(metadata?.labels && { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, [POD_CLAIM_NAME]: claim.name },
      ownerReferences: [newControllerRef(pod, 'v1', 'Pod')],
    },
    spec,
  })
}

/** Makes the resource claims of pods that have templates for them. */
export const resourceClaimController: Controller = {
  name: 'resourceclaim-controller',
  manager: 'kube-controller-manager',
  watches: {
    pods: ({ type, object }) =>
      type === 'ADDED' && (object as Pod).spec?.resourceClaims?.length ? [objectKey(object)] : [],
    [TEMPLATES]: ({ type, object }, context) =>
      type === 'ADDED' ? podsWaitingFor(object.metadata.namespace!, context) : [],
  },
  sync,
}

function podsWaitingFor(namespace: string, context: ControllerContext): string[] {
  return context
    .list<Pod>('pods', namespace)
    .filter(pod => !pod.spec?.nodeName && pod.spec?.resourceClaims?.length)
    .map(objectKey)
}
