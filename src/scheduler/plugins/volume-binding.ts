import type { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../api/types.gen.ts'
import type { ControllerContext } from '../../controllers/controller.ts'
import { matchesNodeTerm } from '../node-affinity.ts'
import type { Plugin, Rejection } from './plugin.ts'

const NAME = 'VolumeBinding'
const SELECTED_NODE = 'volume.kubernetes.io/selected-node'
const reject = (reason: string): Rejection => ({ plugin: NAME, reasons: [reason], unresolvable: true })
const WRONG_NODE = reject("node(s) didn't match PersistentVolume's node affinity")

/** The pod's claims must be there and, unless they wait for their first consumer, bound; their volumes must be usable on the node. */
export const volumeBinding: Plugin = {
  name: NAME,
  preFilter({ pod, context }) {
    for (const name of claimNames(pod)) {
      const claim = context.get<PersistentVolumeClaim>('persistentvolumeclaims', pod.metadata.namespace!, name)
      if (!claim) return reject(`persistentvolumeclaim "${name}" not found`)
      if (claim.metadata.deletionTimestamp) return reject(`persistentvolumeclaim "${name}" is being deleted`)
      if (!isBound(claim) && !waitsForConsumer(claim, context))
        return reject('pod has unbound immediate PersistentVolumeClaims')
    }
    return undefined
  },
  filter({ pod, context }) {
    const names = claimNames(pod)
    if (names.length === 0) return undefined
    const volumes = names.flatMap(name => {
      const claim = context.get<PersistentVolumeClaim>('persistentvolumeclaims', pod.metadata.namespace!, name)
      const volume = claim?.spec?.volumeName
      return volume ? (context.get<PersistentVolume>('persistentvolumes', '', volume) ?? []) : []
    })
    return ({ node }) => {
      const bad = volumes.some(volume => {
        const terms = volume.spec?.nodeAffinity?.required?.nodeSelectorTerms
        return terms && !terms.some(term => matchesNodeTerm(term, node))
      })
      return bad ? WRONG_NODE : undefined
    }
  },
}

/** Tells the claims that waited for it which node their consumer got. */
export function selectNodeForClaims(context: ControllerContext, pod: Pod, node: string): void {
  for (const name of claimNames(pod)) {
    const claim = context.get<PersistentVolumeClaim>('persistentvolumeclaims', pod.metadata.namespace!, name)
    if (!claim || isBound(claim)) continue
    const annotations = { ...claim.metadata.annotations, [SELECTED_NODE]: node }
    context.update('persistentvolumeclaims', { ...claim, metadata: { ...claim.metadata, annotations } })
  }
}

function claimNames(pod: Pod): string[] {
  const names: string[] = []
  for (const volume of pod.spec?.volumes ?? []) {
    if (volume.persistentVolumeClaim) names.push(volume.persistentVolumeClaim.claimName)
    else if (volume.ephemeral) names.push(`${pod.metadata.name}-${volume.name}`)
  }
  return names
}

const isBound = (claim: PersistentVolumeClaim): boolean =>
  !!claim.spec?.volumeName && claim.metadata.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined

function waitsForConsumer(claim: PersistentVolumeClaim, context: ControllerContext): boolean {
  const name = claim.spec?.storageClassName
  const storageClass = name ? context.get<StorageClass>('storageclasses.storage.k8s.io', '', name) : undefined
  return storageClass?.volumeBindingMode === 'WaitForFirstConsumer'
}
