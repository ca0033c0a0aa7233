import { CommandError } from '../../errors.ts'
import { toCompactJson } from '../../printers/json.ts'
import { updateField } from '../field-spec.ts'
import type { FieldSpec } from '../kustomization.ts'
import type { Resource } from '../resource.ts'
import { isClusterScoped, sameId } from '../resource-id.ts'
import type { ResourceList } from '../resource-list.ts'

const BINDINGS = new Set(['RoleBinding', 'ClusterRoleBinding'])
/** Kinds whose names mean something outside of the cluster's configuration. */
const UNCHANGED = new Set(['CustomResourceDefinition', 'APIService', 'Namespace'])

/** Which service accounts of bindings move along: the one called "default", all, or none. */
export type SubjectMode = 'defaultOnly' | 'allServiceAccounts' | 'none'

export interface NamespaceArgs {
  namespace: string
  specs: readonly FieldSpec[]
  /** Whether what is in a namespace already stays there. */
  unsetOnly?: boolean
  subjects?: SubjectMode
}

/** Moves all resources into a namespace. Throws CommandError where two become one by it. */
export function moveToNamespace({ resources }: ResourceList, args: NamespaceArgs): void {
  const { namespace, specs, unsetOnly = false, subjects = 'defaultOnly' } = args
  for (const resource of resources) {
    resource.rememberId()
    const { id, metadata } = resource
    if (!isClusterScoped(id) && !(unsetOnly && metadata.namespace)) metadata.namespace = namespace
    const made = () => ''
    for (const spec of specs)
      if (spec.path !== 'metadata/namespace')
        updateField(resource, spec, value => (unsetOnly && value ? value : namespace), made)
    if (BINDINGS.has(id.kind)) moveSubjects(resource, namespace, subjects, unsetOnly)
    const same = resources.filter(r => sameId(r.id, resource.id))
    if (same.length > 1)
      throw new CommandError(`namespace transformation produces ID conflict: [${same.map(withHistory).join(' ')}]`)
  }
}

/** A resource as the JSON that kustomize has of it, with what it was in annotations. */
function withHistory({ object, annotations, previous }: Resource): string {
  const joined = (part: 'kind' | 'name' | 'namespace') => previous.map(id => id[part] || 'default').join(',')
  const history = {
    'internal.config.kubernetes.io/previousKinds': joined('kind'),
    'internal.config.kubernetes.io/previousNames': joined('name'),
    'internal.config.kubernetes.io/previousNamespaces': joined('namespace'),
  }
  const metadata = { ...(object.metadata as object), annotations: { ...annotations, ...history } }
  return toCompactJson({ ...object, metadata })
}

function moveSubjects(resource: Resource, namespace: string, mode: SubjectMode, unsetOnly: boolean): void {
  const { subjects } = resource.object
  if (!Array.isArray(subjects) || mode === 'none') return
  for (const subject of subjects as Record<string, unknown>[])
    if (
      subject?.kind === 'ServiceAccount' &&
      (mode === 'allServiceAccounts' || subject.name === 'default') &&
      !(unsetOnly && subject.namespace)
    )
      subject.namespace = namespace
}

/** Puts a prefix before the names of resources. */
export function addPrefix(resources: readonly Resource[], prefix: string, specs: readonly FieldSpec[]): void {
  for (const resource of renamed(resources)) {
    resource.prefixes.push(prefix)
    resource.rememberId()
    for (const spec of specs) updateField(resource, spec, name => `${prefix}${name}`)
  }
}

/** Puts a suffix behind the names of resources. */
export function addSuffix(resources: readonly Resource[], suffix: string, specs: readonly FieldSpec[]): void {
  for (const resource of renamed(resources)) {
    resource.suffixes.push(suffix)
    resource.rememberId()
    for (const spec of specs) updateField(resource, spec, name => `${name}${suffix}`)
  }
}

const renamed = (resources: readonly Resource[]): Resource[] =>
  resources.filter(resource => !UNCHANGED.has(resource.originalId.kind))
