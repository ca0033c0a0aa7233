import { throwGathered } from '../errors.ts'
import type { Io } from '../io.ts'
import { type Info, nameOf } from '../resource/info.ts'

/**
 * Shows what is to be deleted and asks whether it should be (--interactive). Gives the objects where the answer is y or Y; undefined,
 * when that has been said, where it is anything else or there is nothing to delete. Throws what could not be had, before it asks.
 */
export async function confirmDeletion(
  infos: AsyncIterable<Info | Error>,
  io: Io,
): Promise<AsyncIterable<Info> | undefined> {
  const shown: Info[] = []
  const errors: Error[] = []
  for await (const info of infos) {
    if (info instanceof Error) errors.push(info)
    else shown.push(info)
  }
  throwGathered(errors)
  if (shown.length === 0) {
    io.out('No resources found\n')
    return undefined
  }
  io.out(`You are about to delete the following ${shown.length} resource(s):\n`)
  for (const info of shown) io.out(`${nameOf(info)}\n`)
  io.out('Do you want to continue? (y/n): ')
  io.release()
  if (io.readWord().toLowerCase() === 'y') return each(shown)
  io.out('deletion is cancelled\n')
  return undefined
}

async function* each(infos: readonly Info[]): AsyncIterable<Info> {
  yield* infos
}
