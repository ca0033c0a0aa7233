import type { KubeObject } from '../../api/object.ts'
import { AggregateFailure } from '../errors.ts'
import { validationProblem } from '../manifests/decode.ts'
import { manifestsOf } from '../manifests/manifests.ts'
import { YamlError, yamlToJson } from '../manifests/yaml.ts'
import { manifestInfo } from '../resource/manifest-infos.ts'
import type { SelectedInfo } from '../resource/selected.ts'
import type { Session } from '../session.ts'

/** The objects of an edited file. Throws CommandError, or AggregateFailure, with what cannot be understood. */
export async function editedObjects(text: string, session: Session): Promise<SelectedInfo[]> {
  const mapper = await session.resources()
  const infos: SelectedInfo[] = []
  const errors: Error[] = []
  for await (const manifest of manifestsOf({ name: 'edited-file', read: () => Buffer.from(text) }, 'decode')) {
    const info = manifest instanceof Error ? manifest : manifestInfo(manifest, mapper)
    if (info instanceof Error) errors.push(info)
    else infos.push(withMetadata(info))
  }
  if (errors.length) throw errors.length === 1 ? errors[0] : new AggregateFailure(errors)
  return infos
}

/** Why an edited file, without its comments, cannot be sent at all: no YAML, no apiVersion, no kind. Undefined where it can. */
export async function editedFileProblem(stripped: string): Promise<string | undefined> {
  try {
    return validationProblem(await yamlToJson(stripped))
  } catch (error) {
    if (error instanceof YamlError) return error.message
    throw error
  }
}

function withMetadata(info: SelectedInfo): SelectedInfo {
  const object: Partial<KubeObject> = info.object
  return object.metadata ? info : { ...info, object: { ...info.object, metadata: {} } }
}
