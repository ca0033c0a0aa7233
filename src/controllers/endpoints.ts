import type { Endpoints, Service } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import { hasSelector, needsClusterIP } from '../kinds/service/service-type.ts'
import { type Controller, type ControllerContext, objectKey, splitKey } from './controller.ts'
import { subsetsOf } from './endpoints/subsets.ts'
import { truncateSubsets } from './endpoints/truncate.ts'
import { labelsOfService } from './service-endpoints/labels.ts'
import { selectedPods } from './service-endpoints/selection.ts'
import {
  notePodChange,
  noteServiceChange,
  takeTriggerTime,
  withTriggerTime,
} from './service-endpoints/trigger-times.ts'

const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity'
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by'

/** Keeps the Endpoints of every service with a selector. */
export const endpointsController: Controller = {
  name: 'endpoint-controller',
  manager: 'kube-controller-manager',
  watches: {
    services(change, context) {
      noteServiceChange(change, context)
      return [objectKey(change.object)]
    },
    pods: notePodChange,
    endpoints: change => (change.type === 'DELETED' ? [objectKey(change.object)] : []),
  },
  sync(key, context) {
    const { namespace, name } = splitKey(key)
    const service = context.get<Service>('services', namespace, name)
    if (!service) {
      if (context.get('endpoints', namespace, name)) context.delete('endpoints', namespace, name)
      return
    }
    if (!service.spec || !needsClusterIP(service.spec) || !hasSelector(service.spec)) return
    syncService(service, takeTriggerTime(key, context), context)
  },
}

function syncService(service: Service, triggerTime: string | undefined, context: ControllerContext): void {
  const { namespace = '', name = '' } = service.metadata
  const all = subsetsOf(service, selectedPods(service, context))
  const truncated = truncateSubsets(all)
  const subsets = truncated ?? all
  const labels = { ...labelsOfService(service), [MANAGED_BY]: 'endpoint-controller' }
  const current = context.get<Endpoints>('endpoints', namespace, name)
  const overCapacity = current?.metadata.annotations?.[OVER_CAPACITY]
  if (
    current &&
    (truncated === undefined) === (overCapacity === undefined) &&
    equal(current.subsets ?? [], subsets) &&
    equal(current.metadata.labels ?? {}, labels)
  )
    return

  const { [OVER_CAPACITY]: _, ...annotations } = withTriggerTime(current?.metadata.annotations, triggerTime)
  if (truncated) annotations[OVER_CAPACITY] = 'truncated'
  const endpoints: Endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...(current?.metadata ?? { name, namespace }), labels, annotations },
  }
  if (Object.keys(annotations).length === 0) delete endpoints.metadata.annotations
  if (subsets.length) endpoints.subsets = subsets
  if (current) context.update('endpoints', endpoints)
  else context.create('endpoints', endpoints)
}
