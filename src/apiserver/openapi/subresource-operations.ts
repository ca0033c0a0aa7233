import type { ApiResource, ApiSubresource } from '../../api/discovery.ts'
import type { GroupVersionKind } from '../../api/object.ts'
import { resourceDefinition } from './definitions.ts'
import { article, capitalized, create, type Operation, patch, replace } from './operation.ts'

/** The operations of a part of a resource. `prefix` ("CoreV1") and `rest` ("NamespacedPodStatus") make their ids. */
export function partOperations(r: ApiResource, part: ApiSubresource, prefix: string, rest: string): Operation[] {
  const id = `${prefix}${rest}`
  const gvk = { group: part.group ?? r.group, version: part.version ?? r.version, kind: part.kind }
  const definition = part.kind.endsWith('Options') ? undefined : resourceDefinition(r, gvk)
  const what = `${part.name} of the specified ${r.kind}`
  return part.verbs.map((verb): Operation => {
    if (definition === undefined) return connect(verb, prefix, rest, r.kind, gvk, part.name)
    switch (verb) {
      case 'get':
        return {
          method: 'get',
          action: 'get',
          id: `read${id}`,
          description: `read ${what}`,
          kind: gvk,
          query: [],
          answer: part.name === 'log' ? undefined : definition,
          codes: [200],
        }
      case 'create':
        return create(`create${id}`, `${part.name} of ${article(r.kind)} ${r.kind}`, gvk, definition, '')
      case 'patch':
        return patch(`patch${id}`, what, gvk, definition, '')
      default:
        return replace(`replace${id}`, what, gvk, definition, '')
    }
  })
}

const CONNECT_METHODS = { create: 'post', delete: 'delete', get: 'get', patch: 'patch', update: 'put' } as const

function connect(
  verb: string,
  prefix: string,
  rest: string,
  owner: string,
  kind: GroupVersionKind,
  part: string,
): Operation {
  const method = CONNECT_METHODS[verb as keyof typeof CONNECT_METHODS]
  return {
    method,
    action: 'connect',
    id: `connect${prefix}${capitalized(method)}${rest}`,
    description: `connect ${method.toUpperCase()} requests to ${part} of ${owner}`,
    kind,
    query: [],
    answer: undefined,
    codes: [200],
  }
}
