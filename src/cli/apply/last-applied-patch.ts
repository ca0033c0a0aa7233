import type { KubeObject } from '../../api/object.ts'
import { toCompactJson } from '../printers/json.ts'
import { LAST_APPLIED } from './last-applied.ts'

/** The merge patch that makes an object, as it is written, what was applied last; nothing else changes. */
export function lastAppliedPatch(object: KubeObject): { body: object; contentType: string; text: string } {
  const text = `${toCompactJson(object)}\n`
  return {
    body: { metadata: { annotations: { [LAST_APPLIED]: text } } },
    contentType: 'application/merge-patch+json',
    text,
  }
}
