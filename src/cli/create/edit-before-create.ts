import type { KubeObject } from '../../api/object.ts'
import { resourcePath } from '../../client/client.ts'
import type { Invocation } from '../command.ts'
import { editObjects } from '../edit/edit-session.ts'
import { resolveTargets, selectionOf } from '../resource/builder.ts'
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

  async function create({ resource, namespace, object }: SelectedInfo): Promise<void> {
    const { body } = await (await session.client()).request({
      method: 'POST',
      path: resourcePath(resource, namespace),
      query: { fieldManager: 'kubectl-create', ...validationQuery(validation) },
      body: withSavedConfig(object, flags),
    })
    resultPrinter(flags, 'none', io)(body as KubeObject, 'created')
  }
}
