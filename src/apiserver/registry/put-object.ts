import type { KubeObject } from '../../api/object.ts'
import type { Kind } from '../../kinds/kind.ts'
import { keyOfObject } from './keys.ts'
import type { Environment } from './request-context.ts'

/** Stores the object of a request in the form in which its kind is kept; gives it back in the form in which it is served. */
export function putObject(kind: Kind, object: KubeObject, { store }: Environment): KubeObject {
  const key = keyOfObject(kind, object)
  return kind.keptAs ? kind.serve!(store.put(key, kind.keptAs(object))) : store.putOwn(key, object)
}
