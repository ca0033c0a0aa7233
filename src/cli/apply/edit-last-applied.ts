import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError, throwGathered } from '../errors.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import { formatFlags } from '../output.ts'
import { recordFlag } from '../record.ts'
import { filenameFlags, resolveTargets, selectionOf } from '../resource/builder.ts'
import { type SelectedInfo, selectedInfos } from '../resource/selected.ts'
import { validateFlag, validationOf } from '../validation.ts'
import { LAST_APPLIED } from './last-applied.ts'

export const editLastApplied: CommandDefinition = {
  name: 'edit-last-applied',
  summary: 'Edit what apply applied last',
  usage: '(RESOURCE/NAME | -f FILENAME) [options]',
  description: `Opens the annotation in which apply keeps what it applied last in the editor that KUBE_EDITOR or EDITOR names (vi if
neither is set). Nothing else of the objects changes.`,
  examples: `  # What was applied to a deployment
  kubectl apply edit-last-applied deployment/web`,
  flags: [
    ...filenameFlags('edit'),
    ...formatFlags,
    recordFlag,
    validateFlag,
    stringFlag('field-manager', 'The name that changed fields are kept under', {
      default: 'kubectl-client-side-apply',
    }),
    boolFlag('windows-line-endings', 'End lines as Windows does'),
  ],
  async run(invocation: Invocation) {
    const { args, flags, io, session } = invocation
    const selection = selectionOf(args, flags)
    const targets = await resolveTargets(selection, session, io, 'list')
    const validation = validationOf(flags)
    const errors: Error[] = []
    const texts: string[] = []
    for await (const info of selectedInfos(targets, selection, await session.client(), { files: 'live' })) {
      const text = info instanceof Error ? undefined : info.object.metadata.annotations?.[LAST_APPLIED]
      if (info instanceof Error) errors.push(info)
      else if (text !== undefined) texts.push(text)
    }
    throwGathered(errors)
    const [{ editedObjects }, { editObjects }, { saveLastApplied }] = await Promise.all([
      import('../edit/edited-objects.ts'),
      import('../edit/edit-session.ts'),
      import('../edit/save-last-applied.ts'),
    ])
    const infos: SelectedInfo[] = []
    for (const text of texts) infos.push((await editedObjects(text, session))[0]!)
    if (infos.length === 0)
      throw new CommandError(
        'no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`',
      )
    await editObjects(infos, saveLastApplied(invocation, validation), validation, invocation)
  },
}
