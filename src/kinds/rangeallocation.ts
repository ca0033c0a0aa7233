import type { KubeObject } from '../api/object.ts'
import { kind } from './kind.ts'

/** Which numbers of a range are taken: a bitmap, as base64 of one big number with the most significant byte first. */
export interface RangeAllocation extends KubeObject {
  range: string
  data: string
}

/** The node ports in use. Only services' hooks read and write it: it is in no API, as on a real cluster. */
export const rangeAllocation = kind<RangeAllocation>({
  group: '',
  version: 'v1',
  kind: 'RangeAllocation',
  resource: 'rangeallocations',
  namespaced: false,
  storagePrefix: 'ranges',
  validateName: () => [],
  validate: () => [],
  validateUpdate: () => [],
  row: allocation => [allocation.metadata.name!],
})
