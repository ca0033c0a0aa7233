import type { ComponentStatus } from '../api/types.gen.ts'
import { pathSegmentName } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'

const healthy = (name: string): ComponentStatus => ({
  apiVersion: 'v1',
  kind: 'ComponentStatus',
  metadata: { name },
  conditions: [{ message: 'ok', status: 'True', type: 'Healthy' }],
})

/** What the API server finds when it asks the control plane's parts how they are: nothing is stored of it. */
export const componentStatus = kind<ComponentStatus>({
  group: '',
  version: 'v1',
  kind: 'ComponentStatus',
  resource: 'componentstatuses',
  namespaced: false,
  storagePrefix: 'componentstatuses',
  validateName: pathSegmentName,
  validate: () => [],
  validateUpdate: () => [],
  deprecationWarning: 'v1 ComponentStatus is deprecated in v1.19+',
  found: ['controller-manager', 'scheduler', 'etcd-0'].map(healthy),
  row({ metadata, conditions = [] }) {
    const condition = conditions.find(c => c.type === 'Healthy')
    const status = condition?.status === 'True' ? 'Healthy' : 'Unhealthy'
    return [metadata.name ?? '', status, condition?.message ?? '', condition?.error ?? '']
  },
})
