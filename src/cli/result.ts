import { type KubeObject, splitGroupVersion } from '../api/object.ts'
import { type DryRun, dryRunSuffix } from './dry-run.ts'
import type { FlagValues } from './flags/values.ts'
import type { Io } from './io.ts'
import { isTableOutput, objectPrinter, outputOf } from './output.ts'
import type { KeyOrder } from './printers/key-order.ts'
import { resourceName } from './printers/name.ts'
import { OBJECT_FORMATS } from './printers/output-formats.ts'

/** Tells what became of an object: "service/web created", or the object itself in the format that was asked for. */
export type ResultPrinter = (object: KubeObject, operation: string) => void

/** The result printer of a command that changes objects. Throws PrinterError for an unknown format. */
export function resultPrinter(flags: FlagValues, dryRun: DryRun, io: Io, keyOrder: KeyOrder = 'sorted'): ResultPrinter {
  const output = outputOf(flags, OBJECT_FORMATS, io)
  if (isTableOutput(output))
    return (object, operation) => io.out(`${objectName(object)} ${operation}${dryRunSuffix(dryRun)}\n`)
  const print = objectPrinter(output, flags, keyOrder)
  return object => io.out(print(object))
}

/** "deployment.apps/web", from an object's own words. */
export function objectName(object: KubeObject): string {
  const { group } = splitGroupVersion(object.apiVersion ?? '')
  return resourceName(group, object.kind ?? '', object.metadata.name || '<unknown>')
}
