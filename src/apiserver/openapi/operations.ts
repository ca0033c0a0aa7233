import type { ApiResource } from '../../api/discovery.ts'
import { META, resourceDefinition } from './definitions.ts'
import {
  article,
  capitalized,
  create,
  groupIdentifier,
  type Operation,
  type PathItem,
  patch,
  replace,
} from './operation.ts'
import type { ParameterName } from './parameters.ts'
import { partOperations } from './subresource-operations.ts'

const LIST: readonly ParameterName[] = [
  'allowWatchBookmarks',
  'continue',
  'fieldSelector',
  'labelSelector',
  'limit',
  'resourceVersion',
  'resourceVersionMatch',
  'sendInitialEvents',
  'timeoutSeconds',
  'watch',
]
const DELETE: readonly ParameterName[] = [
  'dryRun',
  'gracePeriodSeconds',
  'ignoreStoreReadErrorWithClusterBreakingPotential',
  'orphanDependents',
  'propagationPolicy',
]
const DELETE_COLLECTION: readonly ParameterName[] = [
  'continue',
  'dryRun',
  'fieldSelector',
  'gracePeriodSeconds',
  'ignoreStoreReadErrorWithClusterBreakingPotential',
  'labelSelector',
  'limit',
  'orphanDependents',
  'propagationPolicy',
  'resourceVersion',
  'resourceVersionMatch',
  'sendInitialEvents',
  'timeoutSeconds',
]

/** The operations of a resource and of its parts, a path each. */
export function pathsOf(r: ApiResource): PathItem[] {
  const name = `${capitalized(groupIdentifier(r.group))}${capitalized(r.version)}`
  const scope = r.namespaced ? 'Namespaced' : ''
  const root = r.group === '' ? `/api/${r.version}` : `/apis/${r.group}/${r.version}`
  const collection = `${root}${r.namespaced ? '/namespaces/{namespace}' : ''}/${r.resource}`
  const segments: PathItem['segments'] = r.namespaced ? ['namespace'] : []
  const gvk = { group: r.group, version: r.version, kind: r.kind }
  const object = resourceDefinition(r, gvk)
  const list = resourceDefinition(r, { ...gvk, kind: `${r.kind}List` })
  const can = (verb: string) => r.verbs.includes(verb)

  const onCollection: Operation[] = []
  if (can('list'))
    onCollection.push({
      ...read('list', `list${name}${scope}${r.kind}`, `list or watch objects of kind ${r.kind}`),
      query: LIST,
      answer: list,
    })
  if (can('create')) onCollection.push(create(`create${name}${scope}${r.kind}`, r.kind, gvk, object))
  if (can('deletecollection'))
    onCollection.push({
      method: 'delete',
      action: 'deletecollection',
      id: `delete${name}Collection${scope}${r.kind}`,
      description: `delete collection of ${r.kind}`,
      kind: gvk,
      query: DELETE_COLLECTION,
      body: `${META}.DeleteOptions`,
      answer: `${META}.Status`,
      codes: [200],
    })

  const onObject: Operation[] = []
  if (can('get'))
    onObject.push({ ...read('get', `read${name}${scope}${r.kind}`, `read the specified ${r.kind}`), answer: object })
  if (can('update')) onObject.push(replace(`replace${name}${scope}${r.kind}`, r.kind, gvk, object))
  if (can('delete'))
    onObject.push({
      method: 'delete',
      action: 'delete',
      id: `delete${name}${scope}${r.kind}`,
      description: `delete ${article(r.kind)} ${r.kind}`,
      kind: gvk,
      query: DELETE,
      body: `${META}.DeleteOptions`,
      answer: `${META}.Status`,
      codes: [200, 202],
    })
  if (can('patch')) onObject.push(patch(`patch${name}${scope}${r.kind}`, r.kind, gvk, object))

  const items: PathItem[] = [
    { path: collection, segments, operations: onCollection },
    { path: `${collection}/{name}`, segments: ['name', ...segments], operations: onObject },
    ...(r.subresources ?? []).map(part => ({
      path: `${collection}/{name}/${part.name}`,
      segments: ['name', ...segments] as PathItem['segments'],
      operations: partOperations(r, part, name, `${scope}${r.kind}${capitalized(part.name)}`),
    })),
  ]
  if (r.namespaced && can('list'))
    items.push({
      path: `${root}/${r.resource}`,
      segments: [],
      operations: [
        {
          ...read('list', `list${name}${r.kind}ForAllNamespaces`, `list or watch objects of kind ${r.kind}`),
          query: LIST,
          answer: list,
        },
      ],
    })
  return items.filter(item => item.operations.length > 0)

  function read(action: 'get' | 'list', id: string, description: string): Omit<Operation, 'answer'> {
    return { method: 'get', action, id, description, kind: gvk, query: [], codes: [200] }
  }
}
