import type { Pod } from '../../src/api/types.gen.ts'
import { formatTime } from '../../src/apimachinery/clock.ts'
import { type Controller, objectKey, splitKey } from '../../src/controllers/controller.ts'

/** Starts pods, which become ready where `isHealthy` says so, and ends those that are being deleted. */
export function fakeKubelet(isHealthy: (pod: Pod) => boolean = () => true): Controller {
  return {
    name: 'kubelet',
    manager: 'kubelet',
    watches: { pods: ({ type, object }) => (type === 'DELETED' ? [] : [objectKey(object)]) },
    sync(key, context) {
      const { namespace, name } = splitKey(key)
      const pod = context.get<Pod>('pods', namespace, name)
      if (!pod) return
      if (pod.metadata.deletionTimestamp !== undefined) context.delete('pods', namespace, name)
      else if (!pod.status?.phase) {
        const ready = isHealthy(pod)
        const lastTransitionTime = formatTime(context.clock.now())
        const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime }]
        context.updateStatus<Pod>('pods', { ...pod, status: { phase: ready ? 'Running' : 'Pending', conditions } })
      }
    },
  }
}
