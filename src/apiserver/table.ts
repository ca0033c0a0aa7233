import { type TableColumn, tableColumns } from '../api/discovery.ts'
import type { KubeObject } from '../api/object.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import type { Kind } from '../kinds/kind.ts'
import type { Cell } from '../kinds/table.ts'

/** meta.k8s.io/v1 Table, the form in which the API server prints lists for kubectl. */
export interface Table {
  kind: 'Table'
  apiVersion: 'meta.k8s.io/v1'
  metadata: { resourceVersion?: string }
  columnDefinitions: TableColumn[]
  rows: TableRow[]
}

export interface TableRow {
  cells: Cell[]
  object?: KubeObject | PartialObjectMetadata
}

export interface PartialObjectMetadata extends KubeObject {
  kind: 'PartialObjectMetadata'
  apiVersion: 'meta.k8s.io/v1'
}

/** What each row's `object` is: query parameter includeObject. */
export type IncludeObject = 'None' | 'Metadata' | 'Object'

/** The table of some objects of one kind. */
export function toTable(
  kind: Kind,
  objects: readonly KubeObject[],
  include: IncludeObject,
  now: Date,
  resourceVersion: string,
): Table {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: { resourceVersion },
    columnDefinitions: kind.columns ? [...kind.columns] : ((kind.row && tableColumns(kind)) ?? DEFAULT_COLUMNS),
    rows: (kind.rowOrder ? [...objects].sort((a, b) => kind.rowOrder!(a, b)) : objects).map(object => ({
      cells: kind.row ? kind.row(object, now) : defaultRow(object, now),
      ...included(object, include),
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

function included(object: KubeObject, include: IncludeObject): Pick<TableRow, 'object'> {
  if (include === 'None') return {}
  if (include === 'Object') return { object }
  return { object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata } }
}
