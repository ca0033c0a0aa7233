import { type GroupResource, groupResourceText, type Status, StatusError } from '../../apimachinery/status.ts'

/** What a request was about, where its path tells. */
interface Subject {
  resource?: GroupResource
  name: string
}

/**
 * The error of an answer that is none of success. A Status of the server is taken as it is; for anything else client-go has words by
 * the code (errors.NewGenericServerResponse). `path` is that of an ApiRequest, '' where its parts mean nothing.
 */
export function answerError(code: number, text: string, method: string, path: string, retryAfter: number): StatusError {
  const status = readStatus(text)
  if (status) return new StatusError(status.code || code, status.reason ?? '', status.message ?? '', status.details)
  const { resource, name } = subjectOf(path)
  const words = text.trim().slice(0, 2048) || 'unknown'
  const [reason, message] = generic(code, method, words)
  const about = resource
    ? [method.toLowerCase(), groupResourceText(resource), name].filter(t => t !== '').join(' ')
    : ''
  return new StatusError(code, reason, about === '' ? message : `${message} (${about})`, {
    ...(name === '' ? {} : { name }),
    ...(resource ? { ...(resource.group === '' ? {} : { group: resource.group }), kind: resource.resource } : {}),
    causes: [{ reason: 'UnexpectedServerResponse', message: words }],
    ...(retryAfter > 0 ? { retryAfterSeconds: retryAfter } : {}),
  })
}

function readStatus(text: string): Status | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    const value = JSON.parse(text) as Partial<Status>
    return value.kind === 'Status' && value.status !== 'Success' ? (value as Status) : undefined
  } catch {
    return undefined
  }
}

function generic(code: number, method: string, words: string): [reason: string, message: string] {
  switch (code) {
    case 400:
      return ['BadRequest', 'the server rejected our request for an unknown reason']
    case 401:
      return ['Unauthorized', 'the server has asked for the client to provide credentials']
    case 403:
      return ['Forbidden', words]
    case 404:
      return ['NotFound', 'the server could not find the requested resource']
    case 405:
      return ['MethodNotAllowed', 'the server does not allow this method on the requested resource']
    case 406:
      return [
        'NotAcceptable',
        words === 'unknown' ? 'the server was unable to respond with a content type that the client supports' : words,
      ]
    case 409:
      return [method === 'POST' ? 'AlreadyExists' : 'Conflict', 'the server reported a conflict']
    case 415:
      return ['UnsupportedMediaType', words]
    case 422:
      return ['Invalid', 'the server rejected our request due to an error in our request']
    case 429:
      return ['TooManyRequests', 'the server has received too many requests and has asked us to try again later']
    case 503:
      return ['ServiceUnavailable', 'the server is currently unable to handle the request']
    case 504:
      return [
        'Timeout',
        'the server was unable to return a response in the time allotted, but may still be processing the request',
      ]
    default:
      return code >= 500
        ? [
            'InternalError',
            `an error on the server (${JSON.stringify(words)}) has prevented the request from succeeding`,
          ]
        : ['Unknown', `the server responded with the status code ${code} but did not return more information`]
  }
}

/** The resource and the name of an API path: /api/v1/namespaces/NS/pods/NAME, /apis/apps/v1/deployments. */
function subjectOf(path: string): Subject {
  const parts = path.split('/').slice(1).map(decodeURIComponent)
  const [root, ...rest] = parts
  const named = root === 'apis' && rest.length > 2
  if (!named && (root !== 'api' || rest.length < 2)) return { name: '' }
  const group = named ? rest[0]! : ''
  const below = rest.slice(named ? 2 : 1)
  const scoped = below[0] === 'namespaces' && below.length > 2 ? below.slice(2) : below
  return { resource: { group, resource: scoped[0]! }, name: scoped[1] ?? '' }
}
