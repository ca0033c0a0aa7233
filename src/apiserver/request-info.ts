/** What a request is about, read from its path as the API server's RequestInfoResolver does. */
export interface RequestInfo {
  isResource: boolean
  group: string
  version: string
  namespace: string
  resource: string
  name: string
  subresource: string
  /** What follows the subresource, with its slashes: where a proxy leads to. */
  rest: string
}

const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize'])

/** Reads /api/v1/… and /apis/group/version/… paths; anything else is not about a resource. Segments are URL-decoded. */
export function requestInfo(path: string): RequestInfo {
  const info: RequestInfo = {
    isResource: false,
    group: '',
    version: '',
    namespace: '',
    resource: '',
    name: '',
    subresource: '',
    rest: '',
  }
  const parts = path
    .split('/')
    .filter(p => p !== '')
    .map(decodeSegment)
  let rest: string[]
  if (parts[0] === 'api' && parts.length >= 3) {
    info.version = parts[1]!
    rest = parts.slice(2)
  } else if (parts[0] === 'apis' && parts.length >= 4) {
    info.group = parts[1]!
    info.version = parts[2]!
    rest = parts.slice(3)
  } else return info
  info.isResource = true
  if (rest[0] === 'namespaces' && rest.length > 1) {
    info.namespace = rest[1]!
    if (rest.length > 2 && !NAMESPACE_SUBRESOURCES.has(rest[2]!)) rest = rest.slice(2)
  }
  info.resource = rest[0]!
  info.name = rest[1] ?? ''
  info.subresource = rest[2] ?? ''
  info.rest = rest.slice(3).join('/')
  if (info.resource === 'namespaces') info.namespace = ''
  return info
}

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
