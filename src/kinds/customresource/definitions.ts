import type { CustomResourceDefinition } from '../../api/types.gen.ts'
import type { ReadStore } from '../../storage/store.ts'
import type { Kind } from '../kind.ts'

/** Where definitions are kept, below /registry/. */
export const DEFINITIONS_FOLDER = 'apiextensions.k8s.io/customresourcedefinitions'

/** What the keys of all definitions begin with. */
export const DEFINITIONS_PREFIX = `/registry/${DEFINITIONS_FOLDER}/`

/** Where the definitions of custom resources are read. */
export type DefinitionStore = Pick<ReadStore, 'get' | 'list' | 'keys'>

/** The kinds that definitions make, by resource. */
export interface CustomKinds {
  get(resource: string): Kind | undefined
  served(resource: string, version: string): Kind | undefined
  all(): Iterable<[string, Kind]>
}

/** Whether the resources of a definition are served: its names have been accepted. */
export function isEstablished({ status }: CustomResourceDefinition): boolean {
  return status?.conditions?.some(c => c.type === 'Established' && c.status === 'True') === true
}
