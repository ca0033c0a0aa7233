import type { KubeObject } from '../api/object.ts'
import { splitGroupVersion } from '../api/object.ts'
import { type DryRun, dryRunSuffix } from './dry-run.ts'
import type { FlagValues } from './flags/values.ts'
import type { Io } from './io.ts'
import { objectPrinter, outputOf } from './output.ts'

/** Tells what became of an object: "service/web created", or the object itself in the format that was asked for. */
export type ResultPrinter = (object: KubeObject, operation: string) => void

/** The result printer of a command that changes objects. Throws CommandError for an unknown format. */
export async function resultPrinter(
  flags: FlagValues,
  dryRun: DryRun,
  io: Io,
  formats: readonly string[],
): Promise<ResultPrinter> {
  const output = outputOf(flags, formats)
  if (output.format === '')
    return (object, operation) => io.out(`${objectName(object)} ${operation}${dryRunSuffix(dryRun)}\n`)
  if (output.format === 'name') return object => io.out(`${objectName(object)}\n`)
  const print = await objectPrinter(output, flags, io)
  return object => io.out(print(object))
}

/** "deployment.apps/web", from an object's own words. */
export function objectName(object: KubeObject): string {
  const { group } = splitGroupVersion(object.apiVersion ?? '')
  const kind = (object.kind ?? '').toLowerCase()
  return `${group === '' ? kind : `${kind}.${group}`}/${object.metadata.name ?? ''}`
}
