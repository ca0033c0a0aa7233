import type { KubeObject } from '../../api/object.ts'
import type { LimitRange, Namespace, ResourceQuota } from '../../api/types.gen.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { writeTransitions } from './conditions.ts'
import type { DescribeContext } from './describer.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { writeLimitRanges } from './limit-range.ts'
import { listInChunks } from './list.ts'
import { describeText } from './prefix-writer.ts'
import { writeResourceQuotas } from './resource-quota.ts'

/** Servers without quotas or limit ranges answer 404, which leaves their section out. */
function unlessUnknown(error: unknown): undefined {
  if (error instanceof StatusError && error.status.code === 404) return undefined
  throw error
}

/** kubectl describe (NamespaceDescriber). */
export async function describeNamespace(object: KubeObject, context: DescribeContext): Promise<string> {
  const { metadata, status } = object as Namespace
  const inNamespace = <T extends KubeObject>(resource: string): Promise<T[] | undefined> =>
    listInChunks<T>(context, { group: '', version: 'v1', resource }, metadata.name ?? '').catch(unlessUnknown)
  const quotas = await inNamespace<ResourceQuota>('resourcequotas')
  const limitRanges = await inNamespace<LimitRange>('limitranges')
  return describeText(w => {
    w.write(0, `Name:\t${metadata.name ?? ''}\n`)
    writeLabels(w, 'Labels', metadata.labels)
    writeAnnotations(w, 'Annotations', metadata.annotations)
    w.write(0, `Status:\t${status?.phase ?? ''}\n`)
    if (status?.conditions?.length) writeTransitions(w, status.conditions)
    if (quotas) {
      w.write(0, '\n')
      writeResourceQuotas(w, quotas)
    }
    if (limitRanges) {
      w.write(0, '\n')
      writeLimitRanges(w, limitRanges)
    }
  })
}
