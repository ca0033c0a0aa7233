import { quote } from '../../apimachinery/quote.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { editObjects } from '../edit/edit-session.ts'
import { patchEdited } from '../edit/patch-edited.ts'
import { CommandError, throwGathered } from '../errors.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import { formatFlags } from '../output.ts'
import { recordFlag } from '../record.ts'
import { filenameFlags, resolveTargets, selectionOf } from '../resource/builder.ts'
import { type SelectedInfo, selectedInfos } from '../resource/selected.ts'
import { validateFlag, validationOf } from '../validation.ts'

export const edit: CommandDefinition = {
  name: 'edit',
  summary: 'Edit an object in your editor',
  usage: '(RESOURCE/NAME | -f FILENAME) [options]',
  description: `Opens objects in the editor that KUBE_EDITOR or EDITOR names (vi if neither is set) and sends what was changed. When the
server refuses it, the file is opened again with the reasons at its top; leave it unchanged to give up.`,
  examples: `  # Edit a service
  kubectl edit service/web

  # With another editor, as JSON
  KUBE_EDITOR=nano kubectl edit deployment web -o json`,
  flags: [
    ...filenameFlags('edit'),
    ...formatFlags,
    recordFlag,
    validateFlag,
    stringFlag('field-manager', 'The name that changed fields are kept under', { default: 'kubectl-edit' }),
    boolFlag('output-patch', 'Print the patch that is sent'),
    boolFlag('save-config', 'Keep the edited object in an annotation, as apply does'),
    stringFlag('subresource', 'Edit this subresource of the object: status'),
    boolFlag('windows-line-endings', 'End lines as Windows does'),
  ],
  async run(invocation: Invocation) {
    const { args, flags, io, session } = invocation
    const selection = selectionOf(args, flags)
    const targets = await resolveTargets(selection, session, io, 'list')
    const validation = validationOf(flags)
    const subresource = flags.string('subresource')
    if (subresource !== '' && subresource !== 'status')
      throw new CommandError(`invalid subresource value: ${quote(subresource)}. Must be one of [status]`)
    const infos: SelectedInfo[] = []
    const errors: Error[] = []
    for await (const info of selectedInfos(targets, selection, await session.client(), { files: 'live', subresource }))
      if (info instanceof Error) errors.push(info)
      else infos.push(info)
    throwGathered(errors)
    if (infos.length === 0) throw new CommandError('edit cancelled, no objects found')
    await editObjects(infos, patchEdited(invocation, validation), validation, invocation)
  },
}
