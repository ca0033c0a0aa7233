import { withGroup } from '../../api/object.ts'
import { listObjects } from '../../client/client.ts'
import type { ResourceMapper } from '../resource/mapper.ts'
import type { Session } from '../session.ts'

/** The resource types that can be read, as "deployments.apps"; behind the commas of a list the last one counts. */
export function resourceTypes(mapper: ResourceMapper, word: string): string[] {
  const prefix = word.slice(0, word.lastIndexOf(',') + 1)
  const readable = mapper.all.filter(r => r.verbs.includes('get'))
  const names = new Set(readable.map(r => withGroup(r.resource, r.group)))
  return [...names].map(name => `${prefix}${name}`)
}

/** The names of the objects of a type, or of several with commas between; none of types that the cluster has not. */
export async function resourceNames(types: string, session: Session): Promise<string[]> {
  const mapper = await session.resources()
  const { namespace } = await session.namespace()
  const names = new Set<string>()
  for (const type of types.split(',')) {
    const resource = mapper.find(type)
    if (!resource?.verbs.includes('list')) continue
    const objects = await listObjects(await session.client(), resource, resource.namespaced ? namespace : '')
    for (const { metadata } of objects) names.add(metadata.name ?? '')
  }
  return [...names]
}
