import type { TableColumn } from '../../api/discovery.ts'
import type { Scale } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import { kind } from '../../kinds/kind.ts'

const columns: TableColumn[] = [
  { name: 'Name', type: 'string', format: 'name', priority: 0 },
  { name: 'Desired', type: 'integer', format: '', priority: 0 },
  { name: 'Available', type: 'integer', format: '', priority: 0 },
  { name: 'Age', type: 'string', format: '', priority: 0 },
]

/** What a scale subresource answers. Nothing of the kind is stored. */
export const scaleKind = kind<Scale>({
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  resource: 'scale',
  namespaced: true,
  storagePrefix: '',
  validateName: () => [],
  validate: () => [],
  validateUpdate: () => [],
  columns,
  row: ({ metadata, spec, status }, now) => [
    metadata?.name ?? '',
    spec?.replicas ?? 0,
    status?.replicas ?? 0,
    translateTimestampSince(metadata?.creationTimestamp, now),
  ],
})
