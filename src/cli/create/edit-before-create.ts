import type { Invocation } from '../command.ts'
import { editObjects } from '../edit/edit-session.ts'
import { resolveTargets, selectionOf } from '../resource/builder.ts'
import { createObject } from '../resource/create-object.ts'
import { type SelectedInfo, selectedInfos, visitAll } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'
import { validationOf, validationQuery } from '../validation.ts'
import { withSavedConfig } from './from-files.ts'

/** `kubectl create --edit`: each object of the files is opened in an editor, and created when it was changed there. */
export async function editBeforeCreate(invocation: Invocation): Promise<void> {
  const { args, flags, io, session } = invocation
  const validation = validationOf(flags)
  // of the flags of `create`, the labels to choose objects by do not count here
  const selection = { ...selectionOf(args, flags), labelSelector: '' }
  const targets = await resolveTargets(selection, session, io, 'refuse')
  const infos = selectedInfos(targets, selection, await session.client(), { files: 'written' })
  await visitAll(infos, async original => {
    const save = async (edited: readonly SelectedInfo[]) => {
      for (const info of edited) await create(info)
    }
    await editObjects([original], { lastApplied: false, save }, validation, invocation)
  })

  async function create(info: SelectedInfo): Promise<void> {
    const query = { fieldManager: 'kubectl-create', ...validationQuery(validation) }
    const created = await createObject(await session.client(), info, withSavedConfig(info.object, flags), query)
    resultPrinter(flags, 'none', io)(created, 'created')
  }
}
