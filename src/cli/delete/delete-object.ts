import { type KubeObject, withGroup } from '../../api/object.ts'
import { type Client, resourcePath } from '../../client/client.ts'
import type { Propagation } from '../cascade.ts'
import { type DryRun, dryRunQuery, dryRunSuffix } from '../dry-run.ts'
import { type Info, nameOf } from '../resource/info.ts'

/** How an object is deleted. */
export interface Deletion {
  propagation: Propagation
  /** Seconds; -1 leaves it to the object. */
  grace: number
  dryRun?: DryRun
}

/** Deletes one object and returns its UID, '' where the server did not tell. Throws StatusError. */
export async function deleteObject(
  client: Client,
  { resource, namespace, name }: Pick<Info, 'resource' | 'namespace' | 'name'>,
  { propagation, grace, dryRun = 'none' }: Deletion,
): Promise<string> {
  const { body } = await client.request({
    method: 'DELETE',
    path: resourcePath(resource, namespace, name),
    query: dryRunQuery(dryRun),
    body: {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      propagationPolicy: propagation,
      ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
    },
  })
  const answer = body as { details?: { uid?: string } } & Partial<KubeObject>
  return answer.details?.uid ?? answer.metadata?.uid ?? ''
}

/** What kubectl says of an object that was deleted; only its name with `nameOnly` (-o name). */
export function deletedLine(
  info: Info,
  { nameOnly = false, forced = false, dryRun = 'none' }: { nameOnly?: boolean; forced?: boolean; dryRun?: DryRun },
): string {
  if (nameOnly) return `${nameOf(info)}\n`
  const { singular, group } = info.resource
  const type = withGroup(singular, group)
  const where = info.namespace === '' ? '' : ` from ${info.namespace} namespace`
  return `${type} ${JSON.stringify(info.name)} ${forced ? 'force deleted' : 'deleted'}${where}${dryRunSuffix(dryRun)}\n`
}
