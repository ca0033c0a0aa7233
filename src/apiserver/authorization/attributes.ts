import type { ApiRequest } from '../../api/request.ts'
import { parseFieldSelector } from '../../apimachinery/fields/selector.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import { queryText } from '../answer.ts'
import { type RequestInfo, requestInfo } from '../request-info.ts'

/** What somebody wants to do to a resource; '' stands for what the request does not name. */
export interface ResourceAttributes {
  verb: string
  namespace: string
  group: string
  resource: string
  subresource: string
  name: string
}

/** What an authorizer decides about: who, and what to a resource or to a path that is none. */
export type Attributes = { user: UserInfo } & (
  | ({ isResource: true } & ResourceAttributes)
  | { isResource: false; verb: string; path: string }
)

const VERBS = { GET: 'get', POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' } as const

/** The attributes of a request, as the API server's RequestInfo has them. */
export function attributesOf(request: ApiRequest, user: UserInfo): Attributes {
  const info = requestInfo(request.path)
  if (!info.isResource) return { user, isResource: false, verb: request.method.toLowerCase(), path: request.path }
  const { group, resource, subresource } = info
  const isNamespace = group === '' && resource === 'namespaces'
  const namespace = isNamespace ? info.name : info.namespace
  const verb = verbOf(request, info)
  const name = info.name || (['list', 'watch', 'deletecollection'].includes(verb) ? selectedName(request) : '')
  return { user, isResource: true, verb, namespace, group, resource, subresource, name }
}

function verbOf(request: ApiRequest, { name }: RequestInfo): string {
  const verb = VERBS[request.method]
  if (verb === 'get' && ['1', 'true'].includes(queryText(request, 'watch'))) return 'watch'
  if (name !== '') return verb
  return verb === 'get' ? 'list' : verb === 'delete' ? 'deletecollection' : verb
}

/** A list of what has one name is about that name. */
function selectedName(request: ApiRequest): string {
  const text = queryText(request, 'fieldSelector')
  if (text === '') return ''
  try {
    return parseFieldSelector(text).find(f => f.field === 'metadata.name' && f.operator === '=')?.value ?? ''
  } catch {
    return ''
  }
}
