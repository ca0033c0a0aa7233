import type { KubeObject } from '../../api/object.ts'
import { controllerOf } from '../../apimachinery/controller-ref.ts'
import type { PrefixWriter } from './prefix-writer.ts'

/** The line that names the controller; nothing where there is none. */
export function writeControlledBy(w: PrefixWriter, object: KubeObject): void {
  const owner = controllerOf(object)
  if (owner) w.write(0, `Controlled By:\t${owner.kind}/${owner.name}\n`)
}
