import { resourcePath } from '../../client/client.ts'
import { sameJson } from '../../schema/same-json.ts'
import { lastAppliedPatch } from '../apply/last-applied-patch.ts'
import type { Invocation } from '../command.ts'
import { resultPrinter } from '../result.ts'
import { type FieldValidation, validationQuery } from '../validation.ts'
import type { EditMode } from './edit-session.ts'
import { matchingOriginal } from './matching-original.ts'

/** `kubectl apply edit-last-applied`: what was edited becomes the annotation of the object. */
export function saveLastApplied({ flags, io, session }: Invocation, validation: FieldValidation): EditMode {
  return {
    lastApplied: true,
    async save(edited, originals) {
      const { namespace } = await session.namespace()
      for (const info of edited) {
        const { resource, name, object } = info
        // kubectl makes a new printer for each object
        const print = resultPrinter(flags, 'none', io)
        if (sameJson(matchingOriginal(info, originals).object, object)) {
          print(object, 'skipped')
          continue
        }
        const { body, contentType } = lastAppliedPatch(object)
        await (await session.client()).request({
          method: 'PATCH',
          path: resourcePath(resource, resource.namespaced ? namespace : '', name),
          query: { fieldManager: flags.string('field-manager'), ...validationQuery(validation) },
          contentType,
          body,
        })
        print(object, 'edited')
      }
    },
  }
}
