import { type GroupVersionKind, type KubeObject, splitGroupVersion } from '../../api/object.ts'
import type { Invocation } from '../command.ts'
import { dryRunFlag } from '../dry-run.ts'
import { CommandError, throwGathered } from '../errors.ts'
import { boolFlag, type Flag, stringFlag } from '../flags/flag.ts'
import { formatFlags } from '../output.ts'
import { filenameFlags, resolveTargets, selectionOf } from '../resource/builder.ts'
import type { Info } from '../resource/info.ts'
import { localObjects } from '../resource/local-objects.ts'
import { selectedInfos } from '../resource/selected.ts'
import { undecodable } from '../typed/go-types.ts'
import { typedObject } from '../typed/typed-object.ts'

/** An object to be changed; `info` is absent with --local. */
export interface SetTarget {
  object: KubeObject
  info?: Info
}

/** The flags that all of `kubectl set` have. */
export const setFlags: readonly Flag[] = [
  ...filenameFlags('change'),
  ...formatFlags,
  dryRunFlag,
  boolFlag('all', 'All objects of the types'),
  stringFlag('field-manager', 'The name that the fields are kept under', { default: 'kubectl-set' }),
  boolFlag('local', 'Change what the files hold, without a cluster'),
]

const LOCAL_RESOURCES = `you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`

/** Throws CommandError where --local comes with objects of the cluster. */
export function refuseLocalResources(resources: readonly string[], { flags }: Invocation): void {
  if (flags.bool('local') && resources.length) throw new CommandError(LOCAL_RESOURCES)
}

/** Throws CommandError where --local comes with a dry run of the server. */
export function refuseLocalServerDryRun({ flags }: Invocation): void {
  if (flags.bool('local') && flags.string('dry-run') === 'server')
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
}

/** Throws CommandError where both --all and a selector are given. */
export function refuseAllWithSelector({ flags }: Invocation): void {
  if (flags.bool('all') && flags.string('selector') !== '')
    throw new CommandError('cannot set --all and --selector at the same time')
}

/** All selected objects as they are in the cluster, or with --local in the files. Throws all that stands in the way of any of them. */
export async function setTargets(resources: readonly string[], invocation: Invocation): Promise<SetTarget[]> {
  const targets: SetTarget[] = []
  const errors: Error[] = []
  for await (const target of eachTarget(resources, invocation)) {
    if (target instanceof Error) errors.push(target)
    else targets.push(target)
  }
  throwGathered(errors)
  return targets
}

/** As setTargets, one by one; what stands in the way of one comes in its place. */
export async function* eachTarget(
  resources: readonly string[],
  { flags, io, session }: Invocation,
): AsyncIterable<SetTarget | Error> {
  const selection = selectionOf(flags.bool('local') ? [] : resources, flags)
  const files = selection.filenames.length > 0 || selection.kustomize !== ''
  if (flags.bool('local') && files) {
    for await (const item of localObjects(selection, io)) {
      if (item instanceof Error) yield item
      else yield undecodable(kindOf(item.object), item.source, item.object) ?? { object: typedObject(item.object) }
    }
    return
  }
  const targets = await resolveTargets(selection, session, io, 'refuse', 'typed')
  const options = { files: 'live', goTypes: true } as const
  for await (const info of selectedInfos(targets, selection, await session.client(), options)) {
    if (info instanceof Error) yield info
    else yield { object: typedObject(info.object), info }
  }
}

const kindOf = ({ apiVersion = '', kind = '' }: KubeObject): GroupVersionKind => ({
  ...splitGroupVersion(apiVersion),
  kind,
})
