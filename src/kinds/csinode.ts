import type { CSINode } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { duplicate, type ErrorList, path, required } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'

/** CSINodes: the storage drivers of each node. */
export const csiNode = kind<CSINode>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'CSINode',
  resource: 'csinodes',
  namespaced: false,
  allowUnconditionalUpdate: false,
  storagePrefix: 'csinodes',
  validateName: nameIsDNSSubdomain,
  validate: validateCSINode,
  validateUpdate: validateCSINode,
  unknownFieldError: 'known',
  row: (node, now) => [
    node.metadata.name ?? '',
    node.spec?.drivers?.length ?? 0,
    translateTimestampSince(node.metadata.creationTimestamp, now),
  ],
})

/** The errors of a CSINode's drivers (ValidateCSINode). */
function validateCSINode({ spec }: CSINode): ErrorList {
  const errors: ErrorList = []
  const seen = new Set<string>()
  spec?.drivers?.forEach((driver, i) => {
    const at = path('spec', 'drivers').index(i)
    if (!driver.name) errors.push(required(at.child('name')))
    if (!driver.nodeID) errors.push(required(at.child('nodeID')))
    if (driver.name && seen.has(driver.name)) errors.push(duplicate(at.child('name'), driver.name))
    seen.add(driver.name)
  })
  return errors
}
