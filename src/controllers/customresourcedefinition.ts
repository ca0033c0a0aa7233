import type { CustomResourceDefinition } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { equal } from '../apimachinery/equality.ts'
import { CLEANUP_FINALIZER, setCondition } from '../kinds/customresourcedefinition/status.ts'
import type { Controller, ControllerContext } from './controller.ts'
import { acceptNames } from './customresourcedefinition/names.ts'
import { registerVersions } from './customresourcedefinition/registration.ts'

const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io'

function sync(name: string, context: ControllerContext): void {
  const definition = context.get<CustomResourceDefinition>(DEFINITIONS, '', name)
  if (definition?.metadata.deletionTimestamp !== undefined) deleteObjects(definition, context)
  else if (definition) establish(definition, context)
  registerVersions(name.slice(name.indexOf('.') + 1), context.list<CustomResourceDefinition>(DEFINITIONS), context)
}

/** Accepts the names that nobody else has; with all of them the definition comes into force. */
function establish(definition: CustomResourceDefinition, context: ControllerContext): void {
  const others = context
    .list<CustomResourceDefinition>(DEFINITIONS)
    .filter(d => d.spec.group === definition.spec.group && d.metadata.name !== definition.metadata.name)
  const status = acceptNames(definition, others, formatTime(context.clock.now()))
  if (!equal(status, definition.status))
    context.updateStatus<CustomResourceDefinition>(DEFINITIONS, { ...definition, status })
}

/** Deletes what the definition defines; when nothing is left, lets the definition go. */
function deleteObjects(definition: CustomResourceDefinition, context: ControllerContext): void {
  const { finalizers = [], name } = definition.metadata
  if (!finalizers.includes(CLEANUP_FINALIZER)) return
  for (const { metadata } of context.list(name!))
    if (metadata.deletionTimestamp === undefined) context.delete(name!, metadata.namespace ?? '', metadata.name!)
  if (context.list(name!).length > 0) {
    const condition = {
      type: 'Terminating',
      status: 'True',
      reason: 'InstanceDeletionInProgress',
      message: 'CustomResource deletion is in progress',
    }
    const status = setCondition(definition.status, condition, formatTime(context.clock.now()))
    if (!equal(status, definition.status))
      context.updateStatus<CustomResourceDefinition>(DEFINITIONS, { ...definition, status })
    return
  }
  const others = finalizers.filter(finalizer => finalizer !== CLEANUP_FINALIZER)
  context.update<CustomResourceDefinition>(DEFINITIONS, {
    ...definition,
    metadata: { ...definition.metadata, finalizers: others },
  })
}

/** Puts definitions of custom resources into force, and takes their objects away with them. */
export const customResourceDefinitionController: Controller = {
  name: 'customresourcedefinition-controller',
  manager: 'kube-apiserver',
  watches: {
    // a name that one definition gives up may be what another waits for
    [DEFINITIONS]: ({ object }, context) => {
      const { group } = (object as CustomResourceDefinition).spec
      const inGroup = context.list<CustomResourceDefinition>(DEFINITIONS).filter(d => d.spec.group === group)
      return [object.metadata.name!, ...inGroup.map(d => d.metadata.name!)]
    },
    '*': ({ type, object }, context) => {
      if (type !== 'DELETED' || !object.apiVersion?.includes('.')) return []
      return context
        .list<CustomResourceDefinition>(DEFINITIONS)
        .filter(d => d.metadata.deletionTimestamp && d.spec.names.kind === object.kind)
        .map(d => d.metadata.name!)
    },
  },
  sync,
}
