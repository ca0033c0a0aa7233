import { resourceForKind } from '../../api/discovery.ts'
import { splitGroupVersion } from '../../api/object.ts'
import type { CustomResourceDefinition } from '../../api/types.gen.ts'
import { remembering } from '../../apimachinery/remembering.ts'
import { groupResourceText } from '../../apimachinery/status.ts'
import type { ControllerContext } from '../controller.ts'

/** Where the objects of a kind are found. */
export interface ResourceOfKind {
  /** As in errors: "replicasets.apps". */
  resource: string
  namespaced: boolean
}

/** The resource of a kind, built-in or defined by a CustomResourceDefinition; undefined for a kind that nobody serves. */
export function resourceOfKind(
  apiVersion: string,
  kind: string,
  context: ControllerContext,
): ResourceOfKind | undefined {
  const known = builtIn(apiVersion)(kind)
  if (known) return known
  const { group, version } = splitGroupVersion(apiVersion)
  const definition = context
    .list<CustomResourceDefinition>('customresourcedefinitions.apiextensions.k8s.io')
    .find(
      ({ spec }) =>
        spec.group === group && spec.names.kind === kind && spec.versions.some(served => served.name === version),
    )
  if (!definition) return undefined
  const { names, scope } = definition.spec
  return { resource: groupResourceText({ group, resource: names.plural }), namespaced: scope === 'Namespaced' }
}

/** By API version, and by kind. */
const builtIn = remembering(apiVersion =>
  remembering((kind): ResourceOfKind | undefined => {
    const { group, version } = splitGroupVersion(apiVersion)
    const found = resourceForKind({ group, version, kind })
    return found && { resource: groupResourceText({ group, resource: found.resource }), namespaced: found.namespaced }
  }),
)
