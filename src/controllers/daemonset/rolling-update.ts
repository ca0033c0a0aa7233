import type { Pod } from '../../api/types.gen.ts'
import { scaledValue } from '../../apimachinery/intstr.ts'
import { isAvailable, isTerminating, type Plan, type Rollout } from './manage.ts'
import { nodeFit } from './node-fit.ts'
import { isUpdated } from './pods.ts'

/** How far an update may go at a time. */
interface Limits {
  maxSurge: number
  maxUnavailable: number
}

/** Which pods of an old template are to be replaced now (rollingUpdate). */
export function planUpdate(rollout: Rollout): Plan {
  const limits = limitsOf(rollout)
  return limits.maxSurge > 0 ? planSurge(rollout, limits.maxSurge) : planReplacement(rollout, limits.maxUnavailable)
}

function limitsOf({ set, nodes }: Rollout): Limits {
  const desired = nodes.filter(node => nodeFit(set, node).shouldRun).length
  const rollingUpdate = set.spec?.updateStrategy?.rollingUpdate ?? {}
  const maxSurge = scaledValue(rollingUpdate.maxSurge ?? 0, desired, true)
  const maxUnavailable = scaledValue(rollingUpdate.maxUnavailable ?? 0, desired, true)
  return { maxSurge, maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable }
}

/** The pod of the new and of the old template on a node; undefined where there are several of one. */
function pairOf({ set, hash }: Rollout, pods: readonly Pod[]): { fresh?: Pod; old?: Pod } | undefined {
  const staying = pods.filter(pod => !isTerminating(pod))
  const fresh = staying.filter(pod => isUpdated(set, pod, hash))
  const old = staying.filter(pod => !isUpdated(set, pod, hash))
  if (fresh.length > 1 || old.length > 1) return undefined
  return { ...(fresh[0] ? { fresh: fresh[0] } : {}), ...(old[0] ? { old: old[0] } : {}) }
}

/** Without a surge, old pods make place for new ones as long as not too many nodes are without an available pod. */
function planReplacement(rollout: Rollout, maxUnavailable: number): Plan {
  let unavailable = 0
  const replaced: Pod[] = []
  const candidates: Pod[] = []
  for (const pods of rollout.pods.values()) {
    const pair = pairOf(rollout, pods)
    if (!pair || !pair.fresh === !pair.old) unavailable++
    else if (pair.fresh) {
      if (!isAvailable(rollout, pair.fresh)) unavailable++
    } else if (!isAvailable(rollout, pair.old!)) replaced.push(pair.old!)
    else if (unavailable < maxUnavailable) candidates.push(pair.old!)
  }
  return { create: [], delete: [...replaced, ...candidates.slice(0, Math.max(0, maxUnavailable - unavailable))] }
}

/** With a surge, new pods start beside old ones, which go once theirs is available. */
function planSurge(rollout: Rollout, maxSurge: number): Plan {
  let surging = 0
  const done: Pod[] = []
  const allowed: string[] = []
  const candidates: string[] = []
  for (const [node, pods] of rollout.pods) {
    const pair = pairOf(rollout, pods)
    if (!pair) surging++
    else if (!pair.old) continue
    else if (!pair.fresh) (isAvailable(rollout, pair.old) ? candidates : allowed).push(node)
    else if (isAvailable(rollout, pair.fresh)) done.push(pair.old)
    else surging++
  }
  const shouldRun = new Set(
    rollout.nodes.filter(node => nodeFit(rollout.set, node).shouldRun).map(n => n.metadata.name),
  )
  const create = [...allowed, ...candidates.slice(0, Math.max(0, maxSurge - surging))]
  return { create: create.filter(node => shouldRun.has(node)), delete: done }
}
