import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { resourcePath } from '../../client/client.ts'
import { createMergePatch } from '../../schema/json-merge.ts'
import { sameJson } from '../../schema/same-json.ts'
import { schemaFor } from '../../schema/schema.ts'
import { createTwoWayMergePatch, MergePatchError } from '../../schema/strategic-merge.ts'
import { withLastApplied } from '../apply/last-applied.ts'
import type { Invocation } from '../command.ts'
import { CommandError } from '../errors.ts'
import { toCompactJson } from '../printers/json.ts'
import { recorded } from '../record.ts'
import type { SelectedInfo } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'
import { type FieldValidation, validationQuery } from '../validation.ts'
import type { EditMode } from './edit-session.ts'
import { matchingOriginal } from './matching-original.ts'

/** `kubectl edit`: what was changed is sent as a patch of the difference. */
export function patchEdited(invocation: Invocation, validation: FieldValidation): EditMode {
  const { flags, io, session } = invocation
  return {
    lastApplied: false,
    async save(edited, originals, results) {
      for (const info of edited) {
        const saved = flags.bool('save-config') ? withLastApplied(info.object) : info.object
        const object = recorded(saved, 'edit', invocation)
        const original = matchingOriginal({ ...info, object }, originals)
        if (sameJson(original.object, object)) {
          print(object, 'skipped')
          continue
        }
        const patch = patchOf(info, original.object, object)
        if (flags.bool('output-patch')) io.out(`Patch: ${toCompactJson(patch.body)}\n`)
        try {
          const { body } = await (await session.client()).request({
            method: 'PATCH',
            path: resourcePath(info.resource, info.namespace, info.name, flags.string('subresource')),
            query: { fieldManager: flags.string('field-manager'), ...validationQuery(validation) },
            ...patch,
          })
          print(body as KubeObject, 'edited')
        } catch (error) {
          if (!(error instanceof StatusError)) throw error
          io.err(results.addError(error, info))
        }
      }
    },
  }

  // kubectl makes a new printer for each object
  function print(object: KubeObject, operation: string): void {
    resultPrinter(flags, 'none', io)(object, operation)
  }
}

function patchOf(
  info: SelectedInfo,
  before: KubeObject,
  after: KubeObject,
): { body: Record<string, unknown>; contentType: string } {
  const schema = schemaFor(info.resource)
  let body: Record<string, unknown>
  try {
    body = schema ? createTwoWayMergePatch(before, after, schema) : createMergePatch(before, after)
  } catch (error) {
    throw error instanceof MergePatchError ? new CommandError(error.message) : error
  }
  const metadata = (body.metadata ?? {}) as object
  if (Object.hasOwn(body, 'apiVersion') || Object.hasOwn(body, 'kind') || Object.hasOwn(metadata, 'name'))
    throw new CommandError('At least one of apiVersion, kind and name was changed')
  return { body, contentType: schema ? 'application/strategic-merge-patch+json' : 'application/merge-patch+json' }
}
