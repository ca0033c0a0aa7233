import { badRequest, StatusError } from '../apimachinery/status.ts'
import { ownCopy } from './json-value.ts'
import { patchRejected } from './patch-rejected.ts'
import { patchesConflict } from './strategic-merge/conflicts.ts'
import { type DiffOptions, diffMaps } from './strategic-merge/diff.ts'
import { ListOfListsError, MergePatchError, PatchConflictError, PatchFormatError } from './strategic-merge/errors.ts'
import { mergeMap } from './strategic-merge/merge.ts'
import type { Type } from './types.ts'

export { MergePatchError, PatchConflictError } from './strategic-merge/errors.ts'

/**
 * The object that a strategic merge patch makes of `original`, yet to be decoded; parts that do not change are shared.
 * Neither is changed. Throws a StatusError as the API server's: BadRequest for a wrong form, Invalid for lists of lists, 500 without a reason else.
 */
export function strategicMergePatch(original: object, patch: object, schema: Type): Record<string, unknown> {
  return applyStrategicMerge(original, patch, schema).object
}

/** As strategicMergePatch, and what is left of the patch once its directives are carried out: errors about the result show that. */
export function applyStrategicMerge(
  original: object,
  patch: object,
  schema: Type,
): { object: Record<string, unknown>; rest: Record<string, unknown> } {
  const rest = ownCopy(patch) as Record<string, unknown>
  try {
    return { object: mergeMap(original as Record<string, unknown>, rest, schema, true), rest }
  } catch (error) {
    if (!(error instanceof MergePatchError)) throw error
    throw asStatusError(error)
  }
}

function asStatusError(error: MergePatchError): StatusError {
  if (error instanceof PatchFormatError) return badRequest(error.message)
  if (error instanceof ListOfListsError) return patchRejected()
  return new StatusError(500, '', error.message)
}

const ALL: DiffOptions = { changes: true, deletions: true, elementOrder: true }

/** The strategic merge patch that makes `modified` of `original`, {} where nothing differs. Throws a MergePatchError. */
export function createTwoWayMergePatch(original: object, modified: object, schema: Type): Record<string, unknown> {
  return diffMaps(original as Record<string, unknown>, modified as Record<string, unknown>, schema, ALL)
}

/**
 * The patch that kubectl apply sends: what `modified` (the manifest) has and `current` (the live object) has not, and the
 * deletion of what `original` (the manifest last applied) had and `modified` has not. {} where nothing is to be done.
 * Without `overwrite`, throws a PatchConflictError when others have changed the same fields. Throws a MergePatchError.
 */
export function createThreeWayMergePatch(
  original: object,
  modified: object,
  current: object,
  schema: Type,
  overwrite = true,
): Record<string, unknown> {
  const before = original as Record<string, unknown>
  const after = modified as Record<string, unknown>
  const live = current as Record<string, unknown>
  const delta = diffMaps(live, after, schema, { ...ALL, deletions: false })
  const deletions = diffMaps(before, after, schema, { ...ALL, changes: false })
  const patch = mergeMap(deletions, ownCopy(delta), schema, false)
  if (overwrite) return patch
  const changes = diffMaps(before, live, schema, { ...ALL, elementOrder: false })
  if (patchesConflict(patch, changes, schema)) throw new PatchConflictError(patch, changes)
  return patch
}
