import { type TableColumn, tableColumns } from '../api/discovery.ts'
import type { KubeObject } from '../api/object.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import type { Kind } from '../kinds/kind.ts'
import type { Cell } from '../kinds/table.ts'

/** meta.k8s.io's Table, the form in which the API server prints lists for kubectl. */
export interface Table {
  kind: 'Table'
  apiVersion: string
  metadata: { resourceVersion?: string; continue?: string; remainingItemCount?: number }
  columnDefinitions: TableColumn[]
  rows: TableRow[]
}

export interface TableRow {
  cells: Cell[]
  object?: KubeObject | PartialObjectMetadata
}

export interface PartialObjectMetadata extends KubeObject {
  kind: 'PartialObjectMetadata'
}

/** What each row's `object` is: query parameter includeObject. */
export type IncludeObject = 'None' | 'Metadata' | 'Object'

/** The table of some objects of one kind, as a version of meta.k8s.io has it. */
export function toTable(
  kind: Kind,
  objects: readonly KubeObject[],
  include: IncludeObject,
  now: Date,
  resourceVersion: string,
  version = 'v1',
): Table {
  const apiVersion = `meta.k8s.io/${version}`
  return {
    kind: 'Table',
    apiVersion,
    metadata: { resourceVersion },
    columnDefinitions: kind.columns ? [...kind.columns] : ((kind.row && tableColumns(kind)) ?? DEFAULT_COLUMNS),
    rows: (kind.rowOrder ? [...objects].sort((a, b) => kind.rowOrder!(a, b)) : objects).map(object => ({
      cells: kind.row ? kind.row(object, now) : defaultRow(object, now),
      ...included(object, include, apiVersion),
    })),
  }
}

const DEFAULT_COLUMNS: TableColumn[] = [
  { name: 'Name', type: 'string', format: 'name', priority: 0 },
  { name: 'Age', type: 'string', format: '', priority: 0 },
]

/** The row of a kind that prints no columns of its own: name and age. */
function defaultRow(object: KubeObject, now: Date): Cell[] {
  return [object.metadata.name ?? '', translateTimestampSince(object.metadata.creationTimestamp, now)]
}

function included(object: KubeObject, include: IncludeObject, apiVersion: string): Pick<TableRow, 'object'> {
  if (include === 'None') return {}
  if (include === 'Object') return { object }
  return { object: { kind: 'PartialObjectMetadata', apiVersion, metadata: object.metadata } }
}
