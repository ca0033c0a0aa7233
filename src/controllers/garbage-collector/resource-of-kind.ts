import { resourceForKind } from '../../api/discovery.ts'
import { splitGroupVersion } from '../../api/object.ts'
import type { CustomResourceDefinition } from '../../api/types.gen.ts'
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
  const { group, version } = splitGroupVersion(apiVersion)
  const known = resourceForKind({ group, version, kind })
  if (known) return { resource: groupResourceText({ group, resource: known.resource }), namespaced: known.namespaced }
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
