import type { Pod } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { nextGeneration } from '../generation.ts'

/** Only debugging containers change here (dropNonEphemeralContainerUpdates). */
export function prepareEphemeralContainersUpdate(pod: Pod, old: Pod): void {
  const { ephemeralContainers } = pod.spec ?? {}
  keepAllBut(pod, old)
  if (equal(ephemeralContainers ?? [], old.spec?.ephemeralContainers ?? [])) return
  const { ephemeralContainers: _, ...spec } = old.spec!
  pod.spec = ephemeralContainers ? { ...spec, ephemeralContainers } : spec
  nextGeneration(pod, old)
}

/** Makes a pod what is stored, but for what identifies the request. */
export function keepAllBut(pod: Pod, old: Pod): void {
  const { name, namespace, resourceVersion, uid, managedFields } = pod.metadata
  const given = Object.entries({ name, namespace, resourceVersion, uid, managedFields })
  // in place: whoever called holds on to the metadata
  for (const field of Object.keys(pod.metadata)) delete (pod.metadata as Record<string, unknown>)[field]
  Object.assign(pod.metadata, old.metadata, Object.fromEntries(given.filter(([, value]) => value !== undefined)))
  Object.assign(pod, { spec: old.spec, status: old.status })
}
