import { existsSync, readFileSync, rmSync } from 'node:fs'
import type { KubeObject, ManagedFieldsEntry } from '../../api/object.ts'
import { quote } from '../../apimachinery/quote.ts'
import type { Invocation } from '../command.ts'
import { CommandError, isExpected, SilentExit } from '../errors.ts'
import { outputOf } from '../output.ts'
import { withoutManagedFields } from '../printers/managed-fields.ts'
import type { ObjectOutput } from '../printers/output-flags.ts'
import { STRUCTURED_FORMATS } from '../printers/output-formats.ts'
import { printerFor } from '../printers/printer.ts'
import { otherNamespace } from '../resource/manifest-infos.ts'
import type { SelectedInfo } from '../resource/selected.ts'
import { temporaryFile } from '../temporary-files.ts'
import type { FieldValidation } from '../validation.ts'
import { EditResults, invalidFile } from './edit-results.ts'
import { editedFileProblem, editedObjects } from './edited-objects.ts'
import { openEditor } from './editor.ts'
import { hasLines, headerText, strippedText, withoutComments } from './file-text.ts'

/** What is done with objects that were edited. */
export interface EditMode {
  /** Whether it is the annotation of apply that is edited. */
  lastApplied: boolean
  /** Sends what was changed. Refusals of single objects go into `results`; throws what ends the editing. */
  save(edited: readonly SelectedInfo[], originals: readonly SelectedInfo[], results: EditResults): Promise<void>
}

/**
 * Lets objects be edited in a file until they are saved, nothing was changed or the user gives up. Throws CommandError for that and
 * for what ends it; the file is kept then.
 */
export async function editObjects(
  originals: readonly SelectedInfo[],
  mode: EditMode,
  validation: FieldValidation,
  invocation: Invocation,
): Promise<void> {
  const { io, session } = invocation
  const output = editedFormat(invocation)
  const extension = output.format === 'json' ? '.json' : '.yaml'
  const original = printerFor(output)(withoutManagedFields(together(originals)))
  let results = new EditResults()
  let edited: string | undefined
  let kept = ''
  for (;;) {
    const header = output.format === 'json' ? '' : headerText(mode.lastApplied, results.reasons)
    const text = lineEndings(header + (edited === undefined ? original : withoutComments(edited)), invocation)
    const file = temporaryFile('kubectl-edit-', extension, text)
    // nobody is kept waiting for the cluster while the editor is open
    await session.pause(0)
    openOrKeep(file, text)
    const before = edited
    edited = readFileSync(file, 'utf8')
    const stripped = await strippedText(edited)
    if (kept !== '') rmSync(kept, { force: true })
    kept = file
    if (before !== undefined && stripped === (await strippedText(before)))
      throw keeping(file, new CommandError('Edit cancelled, no valid changes were saved.'))
    results = new EditResults()
    const problem = validation === 'Ignore' ? undefined : await editedFileProblem(stripped)
    if (problem !== undefined) {
      io.err(results.addError(invalidFile(problem), originals[0]!))
      continue
    }
    if (stripped === (await strippedText(original))) return cancelled(file, 'Edit cancelled, no changes made.')
    if (!hasLines(edited)) return cancelled(file, 'Edit cancelled, saved file was empty.')
    let infos: SelectedInfo[]
    try {
      infos = await editedObjects(edited, session)
    } catch (error) {
      if (!isExpected(error)) throw error
      results.reasons.push({ head: `The edited file had a syntax error: ${error.message}`, details: [] })
      continue
    }
    try {
      await mode.save(await prepared(infos), originals, results)
    } catch (error) {
      throw isExpected(error) ? keeping(file, error) : error
    }
    if (results.retryable > 0) {
      io.err(`You can run \`kubectl replace -f ${file}\` to try this update again.\n`)
      throw new SilentExit()
    }
    if (results.notFound > 0) {
      io.err(`The edits you made on deleted resources have been saved to ${quote(file)}\n`)
      throw new SilentExit()
    }
    if (results.reasons.length === 0) return rmSync(file, { force: true })
  }

  function openOrKeep(file: string, content: string): void {
    try {
      openEditor(file, io)
    } catch (error) {
      // an editor that was never there leaves nothing worth keeping
      if (readFileSync(file, 'utf8') === content) rmSync(file)
      throw keeping(kept, error as Error)
    }
  }

  function keeping(file: string, error: Error): Error {
    if (file !== '' && existsSync(file)) io.err(`A copy of your changes has been stored to ${quote(file)}\n`)
    return error
  }

  function cancelled(file: string, message: string): void {
    rmSync(file, { force: true })
    io.err(`${message}\n`)
  }

  /** Edited objects in the namespace they must be in, with what the file did not show. */
  async function prepared(infos: readonly SelectedInfo[]): Promise<SelectedInfo[]> {
    const { namespace } = await session.namespace()
    const managed = new Map(originals.map(({ object }) => [object.metadata.uid ?? '', object.metadata.managedFields]))
    return infos.map(info => {
      if (info.resource.namespaced && info.namespace !== '' && info.namespace !== namespace)
        throw otherNamespace(info.namespace, namespace)
      const object = withManagedFields(info.object, managed.get(info.object.metadata.uid ?? ''))
      if (!info.resource.namespaced || info.namespace !== '') return { ...info, object }
      return { ...info, namespace, object: { ...object, metadata: { ...object.metadata, namespace } } }
    })
  }
}

function withManagedFields(object: KubeObject, managedFields: ManagedFieldsEntry[] | undefined): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata: managedFields ? { ...metadata, managedFields } : metadata }
}

/** The one object, or a list of all. */
function together(infos: readonly SelectedInfo[]): object {
  if (infos.length === 1) return infos[0]!.object
  return { apiVersion: 'v1', kind: 'List', metadata: {}, items: infos.map(info => info.object) }
}

function editedFormat({ flags, io }: Invocation): ObjectOutput {
  if (flags.string('output') === '') return { format: 'yaml' }
  return outputOf(flags, STRUCTURED_FORMATS, io) as ObjectOutput
}

function lineEndings(text: string, { flags }: Invocation): string {
  const windows = flags.changed('windows-line-endings')
    ? flags.bool('windows-line-endings')
    : process.platform === 'win32'
  return windows ? text.replace(/\r?\n/g, '\r\n') : text
}
