import type { KubeObject } from '../../api/object.ts'
import { badRequest, StatusError } from '../../apimachinery/status.ts'
import type { Kind } from '../../kinds/kind.ts'
import { applyJsonPatch } from '../../schema/json-patch.ts'
import { applyMergePatch } from '../../schema/json-merge.ts'
import { schemaFor } from '../../schema/schema.ts'
import { strategicMergePatch } from '../../schema/strategic-merge.ts'

export const JSON_PATCH = 'application/json-patch+json'
export const MERGE_PATCH = 'application/merge-patch+json'
export const STRATEGIC_MERGE_PATCH = 'application/strategic-merge-patch+json'
export const APPLY_PATCH = 'application/apply-patch+yaml'

/**
 * The stored object with a patch applied: plain JSON that is yet to be decoded. `current` is not changed.
 * Throws BadRequest for a patch that is none, Invalid for one that does not fit, UnsupportedMediaType for an unknown type.
 */
export function patched(kind: Kind, current: KubeObject, contentType: string, patch: unknown): unknown {
  switch (contentType) {
    case JSON_PATCH:
      return applyJsonPatch(current, patch)
    case MERGE_PATCH:
      return applyMergePatch(current, mapPatch(patch))
    case STRATEGIC_MERGE_PATCH: {
      const schema = schemaFor(kind)
      if (schema === undefined) throw unsupported(contentType, [JSON_PATCH, MERGE_PATCH, APPLY_PATCH])
      return strategicMergePatch(current, mapPatch(patch), schema)
    }
    default:
      throw unsupported(contentType, [JSON_PATCH, MERGE_PATCH, STRATEGIC_MERGE_PATCH, APPLY_PATCH])
  }
}

function mapPatch(patch: unknown): Record<string, unknown> {
  if (typeof patch === 'object' && patch !== null && !Array.isArray(patch)) return patch as Record<string, unknown>
  throw badRequest('json: cannot unmarshal array into Go value of type map[string]interface {}')
}

function unsupported(contentType: string, accepted: string[]): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')} (not ${contentType})`,
  )
}
