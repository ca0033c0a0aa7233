import { withGroup } from '../../api/object.ts'
import type { Invocation } from '../command.ts'
import { BareError, CommandError } from '../errors.ts'
import type { Flag } from '../flags/flag.ts'
import { filenameFlags, resolveTargets, selectionOf, selectorFlag } from '../resource/builder.ts'
import { type SelectedInfo, selectedInfos } from '../resource/selected.ts'

/** How the objects of a rollout are chosen. */
export const rolloutFlags: readonly Flag[] = [...filenameFlags('look at'), selectorFlag]

/** Throws CommandError where no object was named at all. */
export function requireResources({ args, flags }: Invocation): void {
  if (args.length === 0 && flags.list('filename').length === 0 && flags.string('kustomize') === '')
    throw new CommandError('required resource not specified')
}

/**
 * The objects that were chosen, as they are in the cluster; a type alone means all of its objects. What is wrong with files and lists comes with
 * `nested` as a BareError: kubectl prints failures within failures without "error: ".
 */
export async function* rolloutObjects(
  { args, flags, io, session }: Invocation,
  { nested = false }: { nested?: boolean } = {},
): AsyncIterable<SelectedInfo | Error> {
  const selection = selectionOf(args, flags)
  const targets = await resolveTargets(selection, session, io, 'list', 'typed')
  const bare = nested && targets.by !== 'name'
  for await (const info of selectedInfos(targets, selection, await session.client(), { files: 'live', goTypes: true }))
    yield bare && info instanceof CommandError ? new BareError(info.message) : info
}

/** Says on standard error that there was nothing of what was asked for. */
export async function sayNothingFound({ io, session }: Invocation): Promise<void> {
  io.err(`No resources found in ${(await session.namespace()).namespace} namespace.\n`)
}

/** "Deployment.apps": a kind with its group. */
export function groupKind({ resource }: SelectedInfo): string {
  return withGroup(resource.kind, resource.group)
}

/** Whether a kind is one of apps/v1, which are the ones that can be rolled out. */
export function isRolloutKind({ resource }: SelectedInfo, ...kinds: readonly string[]): boolean {
  return resource.group === 'apps' && kinds.includes(resource.kind)
}

/** What kubectl says of kinds that its rollout commands know nothing of at all, in the words of its visitor. */
export function unvisited({ resource: { group, kind } }: SelectedInfo): string | undefined {
  const groups = Object.hasOwn(VISITED, kind) ? VISITED[kind]! : []
  return groups.includes(group) ? undefined : `no visitor method exists for {${group} ${kind}}`
}

const VISITED: Record<string, readonly string[]> = {
  CronJob: ['batch'],
  DaemonSet: ['apps', 'extensions'],
  Deployment: ['apps', 'extensions'],
  Job: ['batch'],
  Pod: [''],
  ReplicaSet: ['apps', 'extensions'],
  ReplicationController: [''],
  StatefulSet: ['apps'],
}
