import type { KubeObject } from '../../api/object.ts'
import { LAST_APPLIED, withLastApplied } from '../apply/last-applied.ts'
import type { Invocation } from '../command.ts'
import { dryRunOf, dryRunQuery } from '../dry-run.ts'
import { CommandError, isExpected, throwVisited, withSource } from '../errors.ts'
import type { FlagValues } from '../flags/values.ts'
import { recorded } from '../record.ts'
import { resolveTargets, selectionOf } from '../resource/builder.ts'
import { createObject } from '../resource/create-object.ts'
import type { Info } from '../resource/info.ts'
import { matchesSelectors } from '../resource/listed.ts'
import { resultPrinter } from '../result.ts'
import { manifestCheckOf, validationOf, validationQuery } from '../validation.ts'

/** `kubectl create -f`: creates the objects of files, one after the other; what fails does not stop the rest. */
export async function createFromFiles(invocation: Invocation): Promise<void> {
  const { args, flags, io, session } = invocation
  const dryRun = dryRunOf(flags, io)
  const validation = validationOf(flags)
  const print = resultPrinter(flags, dryRun, io)
  const selection = selectionOf(args, flags)
  const check = manifestCheckOf(validation)
  const targets = await resolveTargets(selection, session, io, 'refuse', check)
  if (targets.by !== 'file') throw new CommandError('must specify one of -f and -k')
  const errors: Error[] = []
  const unread: Error[] = []
  let seen = 0
  for await (const info of targets.infos) {
    if (info instanceof Error) {
      unread.push(info)
      continue
    }
    if (!matchesSelectors(info, selection)) continue
    seen++
    try {
      print(await createOne(info as Info & { object: KubeObject }), 'created')
    } catch (error) {
      if (!isExpected(error)) throw error
      errors.push(error)
    }
  }
  throwVisited(errors, unread)
  if (seen === 0) throw new CommandError('no objects passed to create')

  async function createOne(info: Info & { object: KubeObject }): Promise<KubeObject> {
    const object = recorded(withSavedConfig(info.object, flags), 'create', invocation)
    if (dryRun === 'client') return object
    const query = {
      fieldManager: flags.string('field-manager'),
      ...validationQuery(validation),
      ...dryRunQuery(dryRun),
    }
    try {
      return await createObject(await session.client(), info, object, query)
    } catch (error) {
      throw withSource(error, 'creating', info.source)
    }
  }
}

/** An object of a file with the annotation of --save-config, which one that has it already gets in any case. */
export function withSavedConfig(object: KubeObject, flags: FlagValues): KubeObject {
  const has = Object.hasOwn(object.metadata.annotations ?? {}, LAST_APPLIED)
  return flags.bool('save-config') || has ? withLastApplied(object) : object
}
