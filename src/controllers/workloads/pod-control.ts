import type { KubeObject, OwnerReference } from '../../api/object.ts'
import type { Pod, PodTemplateSpec } from '../../api/types.gen.ts'
import { share } from '../../apimachinery/shared.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { isDNS1123Subdomain } from '../../apimachinery/validation/names.ts'
import type { ControllerContext } from '../controller.ts'

/** Whether a refusal is that of a namespace which is being deleted: nothing to report, its contents are going. */
export function isNamespaceTerminating(error: StatusError): boolean {
  return error.status.details?.causes?.some(cause => cause.reason === 'NamespaceTerminating') ?? false
}

/**
 * A pod of a template, ready to be created (GetPodFromTemplate). All pods of a template share its spec, so that what is found out
 * about it once holds for all.
 */
export function podFromTemplate(template: PodTemplateSpec, owner: KubeObject, reference: OwnerReference): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {}
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: podsPrefix(owner.metadata.name!),
      namespace: owner.metadata.namespace!,
      ...(labels ? { labels: { ...labels } } : {}),
      ...(annotations ? { annotations: { ...annotations } } : {}),
      ...(finalizers ? { finalizers: [...finalizers] } : {}),
      ownerReferences: [reference],
    },
    ...(template.spec ? { spec: template.spec } : {}),
  }
}

/** A dash makes the names prettier, if they are not too long for it. */
function podsPrefix(name: string): string {
  return isDNS1123Subdomain(`${name}-x`).length === 0 ? `${name}-` : name
}

/** Who writes, and in whose name events are recorded. */
export interface PodOwner {
  object: KubeObject
  reference: OwnerReference
  component: string
}

/**
 * Creates `count` pods of a template and records an event for each. Stops at the first refusal and returns it, with an event about
 * it if `reportFailure` says so; in a namespace that is being deleted it stops without one.
 */
export function createPods(
  count: number,
  template: PodTemplateSpec,
  { object, reference, component }: PodOwner,
  reportFailure: boolean,
  context: ControllerContext,
): StatusError | undefined {
  const made = podFromTemplate(template, object, reference)
  const { labels, annotations, finalizers, ownerReferences } = made.metadata
  for (const part of [labels, annotations, finalizers, ownerReferences]) if (part) share(part)
  for (let i = 0; i < count; i++) {
    try {
      const pod = context.create<Pod>('pods', made)
      context.event({
        about: object,
        type: 'Normal',
        reason: 'SuccessfulCreate',
        message: `Created pod: ${pod.metadata.name}`,
        component,
      })
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      if (isNamespaceTerminating(error)) return undefined
      if (reportFailure)
        context.event({
          about: object,
          type: 'Warning',
          reason: 'FailedCreate',
          message: `Error creating: ${error.message}`,
          component,
        })
      return error
    }
  }
  return undefined
}

/** Deletes pods and records an event for each. Returns the first refusal, after having tried them all. */
export function deletePods(
  pods: readonly Pod[],
  { object, component }: PodOwner,
  context: ControllerContext,
): StatusError | undefined {
  let failure: StatusError | undefined
  for (const pod of pods) {
    const name = pod.metadata.name!
    try {
      context.delete('pods', pod.metadata.namespace!, name)
      context.event({
        about: object,
        type: 'Normal',
        reason: 'SuccessfulDelete',
        message: `Deleted pod: ${name}`,
        component,
      })
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      failure ??= error
      context.event({
        about: object,
        type: 'Warning',
        reason: 'FailedDelete',
        message: `Error deleting: ${error.message}`,
        component,
      })
    }
  }
  return failure
}
