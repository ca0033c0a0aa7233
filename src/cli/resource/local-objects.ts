import type { KubeObject } from '../../api/object.ts'
import type { Io } from '../io.ts'
import type { Selection } from './builder.ts'

/** An object of a file, and the file. */
export interface LocalObject {
  object: KubeObject
  source: string
}

/** The objects of files for commands with --local, which ask no cluster whether it knows their kinds. */
export async function* localObjects(selection: Selection, io: Io): AsyncIterable<LocalObject | Error> {
  const { readManifests } = await import('../manifests/manifests.ts')
  for await (const manifest of readManifests(selection, io)) {
    if (manifest instanceof Error) yield manifest
    else {
      const object = manifest.object as unknown as KubeObject
      yield { object: { ...object, metadata: object.metadata ?? {} }, source: manifest.source }
    }
  }
}
