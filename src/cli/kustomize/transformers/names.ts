import { CommandError } from '../../errors.ts'
import { namespaceSpecs } from '../default-specs.ts'
import { updateField } from '../field-spec.ts'
import type { Resource } from '../resource.ts'
import { idText, isClusterScoped, sameId } from '../resource-id.ts'
import type { ResourceList } from '../resource-list.ts'

const BINDINGS = new Set(['RoleBinding', 'ClusterRoleBinding'])
/** Kinds whose names mean something outside of the cluster's configuration. */
const UNCHANGED = new Set(['CustomResourceDefinition', 'APIService', 'Namespace'])

/** Moves all resources into a namespace. Throws CommandError where two become one by it. */
export function moveToNamespace({ resources }: ResourceList, namespace: string): void {
  for (const resource of resources) {
    resource.rememberId()
    if (!isClusterScoped(resource.id)) resource.metadata.namespace = namespace
    for (const spec of namespaceSpecs)
      updateField(
        resource,
        spec,
        () => namespace,
        () => '',
      )
    if (BINDINGS.has(resource.id.kind)) moveDefaultAccount(resource, namespace)
    const same = resources.filter(r => sameId(r.id, resource.id))
    if (same.length > 1)
      throw new CommandError(
        `namespace transformation produces ID conflict: [${same.map(r => idText(r.id)).join(' ')}]`,
      )
  }
}

/** The service account "default" of a binding is that of the new namespace. */
function moveDefaultAccount(resource: Resource, namespace: string): void {
  const { subjects } = resource.object
  if (!Array.isArray(subjects)) return
  for (const subject of subjects as Record<string, unknown>[])
    if (subject?.kind === 'ServiceAccount' && subject.name === 'default') subject.namespace = namespace
}

/** Puts a prefix before the names of resources. */
export function addPrefix(resources: readonly Resource[], prefix: string): void {
  for (const resource of renamed(resources)) {
    resource.prefixes.push(prefix)
    resource.rememberId()
    resource.metadata.name = `${prefix}${resource.id.name}`
  }
}

/** Puts a suffix behind the names of resources. */
export function addSuffix(resources: readonly Resource[], suffix: string): void {
  for (const resource of renamed(resources)) {
    resource.suffixes.push(suffix)
    resource.rememberId()
    resource.metadata.name = `${resource.id.name}${suffix}`
  }
}

const renamed = (resources: readonly Resource[]): Resource[] =>
  resources.filter(resource => !UNCHANGED.has(resource.originalId.kind))
