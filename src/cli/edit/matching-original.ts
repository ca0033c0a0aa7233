import { CommandError } from '../errors.ts'
import type { SelectedInfo } from '../resource/selected.ts'
import { goSyntax } from './go-syntax.ts'

/** The object that an edited one was before: that with its UID. Throws CommandError where there is none. */
export function matchingOriginal(edited: SelectedInfo, originals: readonly SelectedInfo[]): SelectedInfo {
  const uid = edited.object.metadata.uid ?? ''
  const found = originals.find(({ object }) => (object.metadata.uid ?? '') === uid)
  if (!found) throw new CommandError(`no original object found for ${goSyntax(edited.object)}`)
  return found
}
