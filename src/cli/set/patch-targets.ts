import { type KubeObject, splitGroupVersion } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { resourcePath } from '../../client/client.ts'
import { createTwoWayMergePatch } from '../../schema/strategic-merge.ts'
import type { Invocation } from '../command.ts'
import { type DryRun, dryRunOf, dryRunQuery } from '../dry-run.ts'
import { CommandError, throwGathered } from '../errors.ts'
import { recorded } from '../record.ts'
import type { Info } from '../resource/info.ts'
import { type ResultPrinter, resultPrinter } from '../result.ts'
import { typedObject, typeOf } from '../typed/typed-object.ts'
import type { SetTarget } from './targets.ts'

/** How changed objects are sent and told of. */
export interface SetOutput {
  dryRun: DryRun
  print: ResultPrinter
}

/** Reads --dry-run and -o. Throws CommandError and PrinterError. */
export function setOutput({ flags, io }: Invocation): SetOutput {
  const dryRun = dryRunOf(flags, io)
  return { dryRun, print: resultPrinter(flags, dryRun, io, 'given') }
}

export interface PatchOptions extends SetOutput {
  /** What became of an object: "image updated". */
  operation: string
  /** What a refusal of the server is put behind. */
  failure: string
  /** Makes the changed object, or undefined where there is nothing to change; what it reports does not stop the rest. Throws CommandError. */
  change(object: KubeObject, report: (error: Error) => void): KubeObject | undefined
  /** The command's words, where it knows --record. */
  command?: string
  /** Also send a patch that changes nothing. */
  always?: boolean
}

/** Changes objects one after the other; throws at the end what went wrong with any of them. */
export async function patchTargets(
  targets: readonly SetTarget[],
  options: PatchOptions,
  invocation: Invocation,
): Promise<void> {
  const { dryRun, print, operation, failure, change, always, command } = options
  const errors: Error[] = []
  const changes: { target: SetTarget; after: KubeObject | Error | undefined }[] = []
  for (const target of targets) changes.push({ target, after: attempt(target) })
  for (const { target, after } of changes) {
    if (after instanceof Error) errors.push(after)
    if (!after || after instanceof Error) continue
    const patch = patchOf(target.object, after)
    if (!always && Object.keys(patch).length === 0) continue
    if (!target.info || dryRun === 'client') {
      print(after, operation)
      continue
    }
    try {
      print(await sendPatch(target.info, patch, invocation, dryRun), operation)
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      errors.push(new CommandError(`${failure} ${error.message}`))
    }
  }
  throwGathered(errors)

  function attempt(target: SetTarget): KubeObject | Error | undefined {
    try {
      const after = change(target.object, error => errors.push(error))
      return after && typedObject(command ? recorded(after, command, invocation) : after)
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      return new CommandError(`error: ${objectName(target)} ${error.message}\n`)
    }
  }
}

/** The strategic merge patch from one state of an object to another. */
export function patchOf(before: KubeObject, after: KubeObject): object {
  const type = typeOf(before)
  return type ? createTwoWayMergePatch(before, after, type) : {}
}

/** Sends a strategic merge patch; returns the object as it is then. Throws StatusError. */
export async function sendPatch(
  info: Info,
  patch: object,
  { flags, session }: Invocation,
  dryRun: DryRun,
): Promise<KubeObject> {
  const { body } = await (await session.client()).request({
    method: 'PATCH',
    path: resourcePath(info.resource, info.namespace, info.name),
    query: { fieldManager: flags.string('field-manager'), ...dryRunQuery(dryRun) },
    contentType: 'application/strategic-merge-patch+json',
    body: patch,
  })
  return typedObject(body as KubeObject)
}

/** "deployments/web"; without a cluster, which knows the plural, "deployment.apps/web" and, as kubectl has it, the end of a line. */
function objectName({ object, info }: SetTarget): string {
  const name = object.metadata.name ?? ''
  if (info) return `${info.resource.resource}/${name}`
  const { group } = splitGroupVersion(object.apiVersion ?? '')
  const kind = (object.kind ?? '').toLowerCase()
  return group === '' ? `${kind}/${name}` : `${kind}.${group}/${name}\n`
}
