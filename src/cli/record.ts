import type { KubeObject } from '../api/object.ts'
import { type Client, resourcePath } from '../client/client.ts'
import type { Invocation } from './command.ts'
import { boolFlag, type Flag } from './flags/flag.ts'
import type { Info } from './resource/info.ts'

const CHANGE_CAUSE = 'kubernetes.io/change-cause'

/** --record: whether the command line is kept with the object. Deprecated, and in use. */
export const recordFlag: Flag = boolFlag('record', 'Keep the command line in an annotation of the object', {
  deprecated: '--record will be removed in the future',
})

/** An object with the command line in its annotations, where --record asks for it; `command` is its words: "set image". */
export function recorded<T extends KubeObject>(object: T, command: string, invocation: Invocation): T {
  if (!invocation.flags.bool('record')) return object
  const annotations = { ...object.metadata.annotations, [CHANGE_CAUSE]: changeCause(command, invocation) }
  return { ...object, metadata: { ...object.metadata, annotations } }
}

/** Sends the annotation of --record by itself, for commands whose own request cannot hold it. Throws StatusError. */
export async function recordCause(
  info: Info,
  command: string,
  invocation: Invocation,
  client: Client,
  query: Record<string, string> = {},
): Promise<void> {
  if (!invocation.flags.bool('record')) return
  await client.request({
    method: 'PATCH',
    path: resourcePath(info.resource, info.namespace, info.name),
    query,
    contentType: 'application/merge-patch+json',
    body: { metadata: { annotations: { [CHANGE_CAUSE]: changeCause(command, invocation) } } },
  })
}

/** The command line as kubectl keeps it: arguments first, then flags with their long names. */
function changeCause(command: string, { args, flags }: Invocation): string {
  return ['kubectl', command, ...args, ...flags.given().map(({ name, text }) => `--${name}=${text}`)].join(' ')
}
