import { StatusError } from '../../apimachinery/status.ts'
import type { PatchType } from '../../schema/patch.ts'

export const APPLY_PATCH = 'application/apply-patch+yaml'

const PATCH_TYPES: Record<string, PatchType> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
}

/** The type of a patch. Throws UnsupportedMediaType for a content type that is none; strategic merge needs a built-in kind. */
export function patchTypeOf(contentType: string, isBuiltIn = true): PatchType {
  const types = Object.keys(PATCH_TYPES).filter(type => isBuiltIn || PATCH_TYPES[type] !== 'strategic')
  if (types.includes(contentType)) return PATCH_TYPES[contentType]!
  const accepted = [...types, APPLY_PATCH].join(', ')
  throw new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted}`,
  )
}
