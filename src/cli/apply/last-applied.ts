import type { KubeObject } from '../../api/object.ts'
import { toCompactJson } from '../printers/json.ts'

/** The annotation in which apply keeps what it applied last. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * An object with the annotation that says what it is: the object itself as one line of JSON, with an annotations field (an empty one where
 * it has none), and without an earlier annotation of this kind.
 */
export function withLastApplied(object: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _, ...given } = object.metadata.annotations ?? {}
  // client-go reads a null as no text
  const annotations = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value ?? '']))
  const bare = { ...object, metadata: { ...object.metadata, annotations } }
  return {
    ...bare,
    metadata: { ...bare.metadata, annotations: { ...annotations, [LAST_APPLIED]: `${toCompactJson(bare)}\n` } },
  }
}

/** What --save-config stands for: the annotation is made where it was asked for, and made anew where an object has one. */
export function withSavedConfig(object: KubeObject, asked: boolean): KubeObject {
  return asked || object.metadata.annotations?.[LAST_APPLIED] ? withLastApplied(object) : object
}
