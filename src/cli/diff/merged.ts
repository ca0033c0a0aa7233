import type { KubeObject } from '../../api/object.ts'
import { resourcePath } from '../../client/client.ts'
import { LAST_APPLIED } from '../apply/last-applied.ts'
import { threeWayPatch } from '../apply/three-way-patch.ts'
import type { Invocation } from '../command.ts'
import { withSource } from '../errors.ts'
import type { FlagValues } from '../flags/values.ts'
import { createObject } from '../resource/create-object.ts'
import type { SelectedInfo } from '../resource/selected.ts'

export interface MergeSettings {
  serverSide: boolean
  forceConflicts: boolean
  fieldManager: string
}

/** The flags of server-side apply; its field manager has another name unless one is given. */
export function mergeSettings(flags: FlagValues): MergeSettings {
  const serverSide = flags.bool('server-side')
  const given = flags.changed('field-manager')
  return {
    serverSide,
    forceConflicts: flags.bool('force-conflicts'),
    fieldManager: serverSide && !given ? 'kubectl' : flags.string('field-manager'),
  }
}

/**
 * What the object of a file would be once applied, as the server says in a dry run. With `locked` only for the very version that
 * `live` is. Throws StatusError and what `threeWayPatch` throws.
 */
export async function mergedObject(
  info: SelectedInfo,
  live: KubeObject | undefined,
  settings: MergeSettings,
  locked: boolean,
  { io, session }: Pick<Invocation, 'io' | 'session'>,
): Promise<KubeObject> {
  const client = await session.client()
  const { resource, namespace, name, object } = info
  const query = { fieldManager: settings.fieldManager, dryRun: 'All' }
  const path = resourcePath(resource, namespace, name)
  if (settings.serverSide) {
    const force = { force: String(settings.forceConflicts) }
    const contentType = 'application/apply-patch+yaml'
    const request = { method: 'PATCH', path, query: { ...query, ...force }, contentType, body: object } as const
    return (await client.request(request)).body as KubeObject
  }
  if (!live) {
    return createObject(client, info, object, query)
  }
  try {
    const patch = threeWayPatch(live, withoutLastApplied(object), resource, true, io)
    if (Object.keys(patch.body).length === 0) return live
    const body = locked ? withVersion(patch.body, live) : patch.body
    return (await client.request({ method: 'PATCH', path, query, ...patch, body })).body as KubeObject
  } catch (error) {
    throw withSource(error, 'patching', info.source)
  }
}

/** The object as apply compares it, without the annotation that apply would add. */
function withoutLastApplied(object: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata.annotations ?? {}
  return { ...object, metadata: { ...object.metadata, annotations } }
}

function withVersion(patch: Record<string, unknown>, live: KubeObject): Record<string, unknown> {
  return { ...patch, metadata: { ...(patch.metadata as object), resourceVersion: live.metadata.resourceVersion } }
}
