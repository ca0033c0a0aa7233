import type { KubeObject } from '../../api/object.ts'
import type { BoundObjectReference, Pod, TokenRequest } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { badRequest, conflict, invalidObject, methodNotAllowed, notFound } from '../../apimachinery/status.ts'
import { type ErrorList, invalid, path } from '../../apimachinery/validation/field.ts'
import { decode } from '../../schema/decode.ts'
import { decodeOptions } from '../registry/decode-body.ts'
import { getStored, requireNamespace } from '../registry/get.ts'
import type { RequestContext } from '../registry/request-context.ts'
import { type BoundObject, type Claims, ISSUER, signToken } from '../tokens/service-account-token.ts'
import { makeSigningKey } from '../tokens/signing-key.ts'
import type { SubresourceHandler } from './subresources.ts'

const REQUEST = { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' }
const DEFAULT_SECONDS = 3600
const MIN_SECONDS = 600
const MAX_SECONDS = 2 ** 32

/** Where the objects are that a token may be bound to. */
const BOUND_RESOURCES = { Node: 'nodes', Pod: 'pods', Secret: 'secrets' } as const

/** POST serviceaccounts/token: a token that speaks for the account for a while, as long as what it is bound to exists. */
export const token: SubresourceHandler = ({ request, info, kind, context }) => {
  requireNamespace(context.environment, info.namespace)
  if (request.method !== 'POST') throw methodNotAllowed()
  const account = getStored(context.environment, kind, info.namespace, info.name)
  const { object, warnings } = decode<TokenRequest>(request.body, REQUEST, decodeOptions(context))
  for (const warning of warnings) context.warn(warning)
  const { name = info.name, namespace = info.namespace } = object.metadata ?? {}
  if (name !== info.name)
    throw badRequest(
      `metadata.name: Invalid value: ${JSON.stringify(name)}: must match the service account name if specified`,
    )
  if (namespace !== info.namespace)
    throw badRequest(
      `metadata.namespace: Invalid value: ${JSON.stringify(namespace)}: must match the service account namespace if specified`,
    )
  const audiences = object.spec?.audiences?.length ? object.spec.audiences : [ISSUER]
  const expirationSeconds = object.spec?.expirationSeconds ?? DEFAULT_SECONDS
  const errors = validateExpiration(expirationSeconds)
  if (errors.length) throw invalidObject(REQUEST.kind, REQUEST.group, '', errors)
  const reference = object.spec?.boundObjectRef
  const bound = reference && boundObject(reference, info.namespace, info.name, context)
  const now = Math.floor(context.clock.now().getTime() / 1000)
  const claims: Claims = {
    aud: audiences,
    exp: now + expirationSeconds,
    iat: now,
    iss: ISSUER,
    jti: context.random.uuid(),
    'kubernetes.io': {
      namespace: info.namespace,
      serviceaccount: { name: info.name, uid: account.metadata.uid! },
      ...(bound ? { [bound.kind.toLowerCase()]: { name: bound.name, uid: bound.uid } } : {}),
    },
    nbf: now,
    sub: `system:serviceaccount:${info.namespace}:${info.name}`,
  }
  const body: TokenRequest = {
    kind: REQUEST.kind,
    apiVersion: `${REQUEST.group}/${REQUEST.version}`,
    metadata: { name: info.name, namespace: info.namespace, creationTimestamp: formatTime(context.clock.now()) },
    spec: { audiences, expirationSeconds, ...(reference ? { boundObjectRef: reference } : {}) },
    status: {
      token: signToken(claims, makeSigningKey(context.environment.store)),
      expirationTimestamp: formatTime(new Date((now + expirationSeconds) * 1000)),
    },
  }
  return { code: 201, body }
}

function validateExpiration(seconds: number): ErrorList {
  const at = path('spec', 'expirationSeconds')
  if (seconds < MIN_SECONDS) return [invalid(at, seconds, 'may not specify a duration less than 10 minutes')]
  if (seconds > MAX_SECONDS) return [invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds')]
  return []
}

/** The object that a token is to be bound to. Throws NotFound, Conflict (another of the same name) and BadRequest. */
function boundObject(
  { apiVersion = '', kind = '', name = '', uid }: BoundObjectReference,
  namespace: string,
  account: string,
  context: RequestContext,
): BoundObject {
  if (apiVersion !== 'v1' || !Object.hasOwn(BOUND_RESOURCES, kind)) {
    const what = `${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`}, Kind=${kind}`
    throw badRequest(`cannot bind token to object of type ${what}`)
  }
  const known = kind as keyof typeof BOUND_RESOURCES
  const resource = { group: '', resource: BOUND_RESOURCES[known] }
  const found = context.get<KubeObject>(resource.resource, known === 'Node' ? '' : namespace, name)
  if (!found) throw notFound(resource, name)
  if (known === 'Pod' && (found as Pod).spec?.serviceAccountName !== account)
    throw badRequest(
      `cannot bind token for serviceaccount ${JSON.stringify(account)} to pod running with different serviceaccount name.`,
    )
  if (uid && uid !== found.metadata.uid)
    throw conflict(
      resource,
      name,
      `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`,
    )
  return { kind: known, name, uid: found.metadata.uid! }
}
