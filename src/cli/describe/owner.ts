import type { KubeObject, OwnerReference } from '../../api/object.ts'
import type { PrefixWriter } from './prefix-writer.ts'

/** The owner that manages an object. */
export function controllerOf(object: KubeObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(owner => owner.controller === true)
}

/** The line that names the controller; nothing where there is none. */
export function writeControlledBy(w: PrefixWriter, object: KubeObject): void {
  const owner = controllerOf(object)
  if (owner) w.write(0, `Controlled By:\t${owner.kind}/${owner.name}\n`)
}
