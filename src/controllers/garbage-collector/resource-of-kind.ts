import { resourceForKind } from '../../api/discovery.ts'
import { type KubeObject, splitGroupVersion } from '../../api/object.ts'
import type { ControllerContext } from '../controller.ts'

/** Where the objects of a kind are found. */
export interface ResourceOfKind {
  /** As in errors: "replicasets.apps". */
  resource: string
  namespaced: boolean
}

/** What tells of a CustomResourceDefinition which resource its kind has. */
interface Definition extends KubeObject {
  spec?: { group?: string; scope?: string; names?: { kind?: string; plural?: string }; versions?: { name?: string }[] }
}

/** The resource of a kind, built-in or defined by a CustomResourceDefinition; undefined for a kind that nobody serves. */
export function resourceOfKind(
  apiVersion: string,
  kind: string,
  context: ControllerContext,
): ResourceOfKind | undefined {
  const { group, version } = splitGroupVersion(apiVersion)
  const known = resourceForKind({ group, version, kind })
  if (known) return { resource: named(known.resource, group), namespaced: known.namespaced }
  const definition = context
    .list<Definition>('customresourcedefinitions.apiextensions.k8s.io')
    .find(
      ({ spec }) =>
        spec?.group === group && spec.names?.kind === kind && spec.versions?.some(served => served.name === version),
    )
  if (!definition?.spec?.names?.plural) return undefined
  return { resource: named(definition.spec.names.plural, group), namespaced: definition.spec.scope === 'Namespaced' }
}

function named(plural: string, group: string): string {
  return group === '' ? plural : `${plural}.${group}`
}
