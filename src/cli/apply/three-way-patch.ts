import type { ApiResource } from '../../api/discovery.ts'
import type { KubeObject } from '../../api/object.ts'
import { createThreeWayJsonMergePatch } from '../../schema/json-merge.ts'
import { isObject, type JsonObject } from '../../schema/json-value.ts'
import { schemaFor } from '../../schema/schema.ts'
import { createThreeWayMergePatch, MergePatchError, PatchConflictError } from '../../schema/strategic-merge.ts'
import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import { toCompactJson } from '../printers/json.ts'
import { toYaml } from '../printers/yaml.ts'
import { LAST_APPLIED } from './last-applied.ts'

/** A patch, with nothing in its body where there is nothing to do. */
export interface Patch {
  body: Record<string, unknown>
  contentType: string
}

/**
 * The patch of apply: from what was applied last, the file and the live object. Where there can be none, because the annotation is no
 * JSON or (without `overwrite`) others have changed the same fields, throws CommandError with all three, as kubectl's patcher does;
 * what it says of its other ways to make one is said too.
 */
export function threeWayPatch(
  live: KubeObject,
  modified: KubeObject,
  resource: ApiResource,
  overwrite: boolean,
  io: Pick<Io, 'err'>,
): Patch {
  const original = live.metadata.annotations?.[LAST_APPLIED] ?? ''
  const schema = schemaFor(resource)
  try {
    const applied = parsed(original, schema ? 'invalid JSON document' : 'Invalid JSON Document')
    if (schema)
      return {
        body: createThreeWayMergePatch(applied, modified, live, schema, overwrite),
        contentType: 'application/strategic-merge-patch+json',
      }
    return {
      body: createThreeWayJsonMergePatch(applied, modified, live, overwrite),
      contentType: 'application/merge-patch+json',
    }
  } catch (error) {
    if (!(error instanceof MergePatchError)) throw error
    const problem = error instanceof PatchConflictError ? conflictText(error) : error.message
    if (schema)
      for (const source of ['openapi v3 spec', 'openapi spec'])
        io.err(`warning: error calculating patch from ${source}: ${problem}\n`)
    throw new CommandError(
      `creating patch with:\noriginal:\n${original}\nmodified:\n${toCompactJson(modified)}\n\ncurrent:\n${toCompactJson(live)}\n\nfor:: ${problem}`,
    )
  }
}

/** An annotation that is empty tells nothing, like one that is not there. Each way to merge words it differently that there is no object. */
function parsed(original: string, problem: string): JsonObject {
  if (original === '') return {}
  try {
    const value: unknown = JSON.parse(original) ?? {}
    if (isObject(value)) return value
  } catch {
    // told below
  }
  throw new MergePatchError(problem)
}

function conflictText({ patch, changes }: PatchConflictError): string {
  return `patch:\n${toYaml(patch)}\nconflicts with changes made from original to current:\n${toYaml(changes)}\n`
}
