import { resources } from '../../api/discovery.ts'
import type { CustomResourceDefinition } from '../../api/types.gen.ts'
import { groupResourceText, StatusError } from '../../apimachinery/status.ts'
import type { ControllerContext } from '../controller.ts'
import type { Remaining } from './conditions.ts'

const PODS = 'pods'
/** Other deletions leave traces in them. */
const EVENTS = 'events'

/** What became of an attempt to delete all that a namespace holds. */
export interface Deletion extends Remaining {
  /** The first refusal of each resource. */
  failures: readonly string[]
}

/** Tells all contents of a namespace to go, pods before anything else (which waits until they are gone). Returns what is left. */
export function deleteContents(namespace: string, context: ControllerContext): Deletion {
  const deletion = new ContentsDeletion(namespace, context)
  deletion.deleteAll(PODS)
  if (deletion.resources.size === 0 && deletion.failures.length === 0)
    for (const resource of namespacedResources(context)) deletion.deleteAll(resource)
  return deletion
}

/** All resources, built-in or custom, whose objects live in namespaces and can be deleted together; events come last. */
function namespacedResources(context: ControllerContext): string[] {
  const builtIn = resources()
    .filter(r => r.namespaced && r.verbs.includes('deletecollection'))
    .map(groupResourceText)
  const custom = context
    .list<CustomResourceDefinition>('customresourcedefinitions.apiextensions.k8s.io')
    .filter(({ spec }) => spec.scope === 'Namespaced')
    .map(({ spec }) => groupResourceText({ group: spec.group, resource: spec.names.plural }))
  const all = new Set([...builtIn, ...custom])
  all.delete(PODS)
  all.delete(EVENTS)
  return [...all, EVENTS]
}

class ContentsDeletion implements Deletion {
  readonly resources = new Map<string, number>()
  readonly finalizers = new Map<string, number>()
  readonly failures: string[] = []

  constructor(
    private readonly namespace: string,
    private readonly context: ControllerContext,
  ) {}

  deleteAll(resource: string): void {
    const failure = this.tryDelete(resource)
    if (failure !== undefined) this.failures.push(failure)
    const left = this.context.list(resource, this.namespace)
    if (left.length === 0) return
    this.resources.set(resource.includes('.') ? resource : `${resource}.`, left.length)
    for (const { metadata } of left)
      for (const finalizer of metadata.finalizers ?? [])
        this.finalizers.set(finalizer, (this.finalizers.get(finalizer) ?? 0) + 1)
  }

  private tryDelete(resource: string): string | undefined {
    try {
      for (const { metadata } of this.context.list(resource, this.namespace))
        if (metadata.deletionTimestamp === undefined)
          this.context.delete(resource, this.namespace, metadata.name!, { propagationPolicy: 'Background' })
      return undefined
    } catch (error) {
      if (error instanceof StatusError) return error.message
      throw error
    }
  }
}
