import type { KubeObject } from '../../api/object.ts'
import type { PersistentVolumeClaim, Pod } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import { writeClaim } from './claim.ts'
import type { DescribeContext } from './describer.ts'
import { eventsOf, writeEvents } from './events.ts'
import { goList } from './go-values.ts'
import { writeMultiline } from './labels.ts'
import { listInChunks } from './list.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { rfc1123z } from './times.ts'

/** kubectl describe (PersistentVolumeClaimDescriber). */
export async function describePersistentVolumeClaim(object: KubeObject, context: DescribeContext): Promise<string> {
  const claim = object as PersistentVolumeClaim
  const { metadata, status } = claim
  const pods = await podsUsing(claim, context)
  const events = await eventsOf(object, context)
  const ending = metadata.deletionTimestamp
  return describeText(w => {
    writeClaim(w, claim, {
      status: ending ? `Terminating (lasts ${translateTimestampSince(ending, context.now)})` : (status?.phase ?? ''),
      finalizers: goList(metadata.finalizers),
    })
    writeMultiline(w, 'Used By', pods.map(pod => pod.metadata.name ?? '').sort())
    writeConditions(w, claim)
    writeEvents(w, events, context.now)
  })
}

function writeConditions(w: PrefixWriter, { status }: PersistentVolumeClaim): void {
  if (!status?.conditions?.length) return
  w.write(0, 'Conditions:\n')
  w.write(1, 'Type\tStatus\tLastProbeTime\tLastTransitionTime\tReason\tMessage\n')
  w.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n')
  for (const c of status.conditions) {
    const times = `${rfc1123z(c.lastProbeTime)} \t${rfc1123z(c.lastTransitionTime)}`
    w.write(1, `${c.type} \t${c.status} \t${times} \t${c.reason ?? ''} \t${c.message ?? ''}\n`)
  }
}

/** The pods that mount a claim, once a volume, and those that own it (generic ephemeral volumes). Throws StatusError. */
async function podsUsing({ metadata }: PersistentVolumeClaim, context: DescribeContext): Promise<Pod[]> {
  const all = await listInChunks<Pod>(context, { group: '', version: 'v1', resource: 'pods' }, metadata.namespace ?? '')
  const using = all.flatMap(pod =>
    (pod.spec?.volumes ?? []).filter(v => v.persistentVolumeClaim?.claimName === metadata.name).map(() => pod),
  )
  for (const owner of metadata.ownerReferences ?? []) {
    if (owner.kind !== 'Pod') continue
    const pod = all.find(p => p.metadata.uid === owner.uid)
    if (pod && !using.includes(pod)) using.push(pod)
  }
  return using
}
