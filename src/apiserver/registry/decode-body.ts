import { groupVersion, type KubeObject } from '../../api/object.ts'
import { isShared } from '../../apimachinery/shared.ts'
import { badRequest, invalidObject } from '../../apimachinery/status.ts'
import { invalid, path } from '../../apimachinery/validation/field.ts'
import type { Kind } from '../../kinds/kind.ts'
import { decodeCustomResource } from '../../schema/custom-resource.ts'
import { type DecodeOptions, decode, requireJson } from '../../schema/decode.ts'
import { ownCopy, setOwn } from '../../schema/json-value.ts'
import type { RequestContext } from './request-context.ts'

/** How a request wants what it sends to be decoded. */
export function decodeOptions({ options }: RequestContext): DecodeOptions {
  const { fieldValidation: validation, duplicates } = options
  return { validation, ...(duplicates ? { duplicates } : {}) }
}

/**
 * Turns a request's body into an object of a kind that belongs to the request alone. Unknown and duplicate fields are refused, warned of
 * or dropped as the request asks. Objects of our own controllers share everything but their metadata with what they were made from:
 * thousands of pods have one spec. Hooks never change a spec in place.
 */
export function decodeBody(
  kind: Kind,
  body: unknown,
  context: RequestContext,
  options = decodeOptions(context),
): KubeObject {
  const apiVersion = groupVersion(kind.group, kind.version)
  if (context.options.trusted) {
    const object = body as KubeObject
    return { ...object, apiVersion, kind: kind.kind, metadata: copyOf(object.metadata) }
  }
  if (kind.schema) requireJson(body, kind)
  if (kind.schema && (typeof body !== 'object' || body === null || Array.isArray(body)))
    throw badRequest('the body of the request must be an object')
  if (kind.schema) requireOwnKind(kind, body as Partial<KubeObject>)
  const { object, warnings } = kind.schema
    ? decodeCustomResource(body, kind, kind.schema, options)
    : decode(body, kind, options)
  for (const warning of warnings) context.warn(warning)
  object.apiVersion = apiVersion
  object.kind = kind.kind
  object.metadata ??= {}
  return object
}

/** A custom resource need not say what it is, but must not say that it is something else. Source: ValidateTypeMeta. */
function requireOwnKind({ group, version, kind }: Kind, body: Partial<KubeObject>): void {
  const expected = groupVersion(group, version)
  if (body.apiVersion && body.apiVersion !== expected)
    throw badRequest(
      `the API version in the data (${body.apiVersion}) does not match the expected API version (${expected})`,
    )
  if (body.kind && body.kind !== kind)
    throw invalidObject(kind, group, body.metadata?.name ?? '', [invalid(path('kind'), body.kind, `must be ${kind}`)])
}

/** A copy for the request alone, but for what many objects share. */
function copyOf(metadata: KubeObject['metadata']): KubeObject['metadata'] {
  const copy: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(metadata))
    setOwn(copy, key, typeof value === 'object' && value !== null && isShared(value) ? value : ownCopy(value))
  return copy
}
