import type { KubeObject } from '../../api/object.ts'
import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import type { ManifestCheck } from '../manifests/manifests.ts'
import type { Session } from '../session.ts'
import type { Info } from './info.ts'

/**
 * The objects of files, each with its resource type and namespace; what cannot be read or mapped comes as an Error in its place.
 * `metadata.namespace` is filled in as kubectl does: from -n, else from the current context.
 */
export async function* manifestInfos(
  files: { filenames: readonly string[]; recursive: boolean; kustomize: string },
  session: Session,
  io: Io,
  check: ManifestCheck,
): AsyncIterable<Info | Error> {
  const { readManifests } = await import('../manifests/manifests.ts')
  const mapper = await session.resources()
  const { namespace, explicit } = await session.namespace()
  for await (const manifest of readManifests(files, io, check)) {
    if (manifest instanceof Error) {
      yield manifest
      continue
    }
    const { source } = manifest
    const object = manifest.object as unknown as KubeObject
    const metadata = object.metadata ?? {}
    const resource = mapper.forKind(String(object.apiVersion), String(object.kind))
    if (!resource) {
      yield unknownKind(object, source)
      continue
    }
    const own = metadata.namespace ?? ''
    if (resource.namespaced && explicit && own !== '' && own !== namespace) {
      yield new CommandError(
        `the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(namespace)}. You must pass '--namespace=${own}' to perform this operation.`,
      )
      continue
    }
    const scope = resource.namespaced ? own || namespace : ''
    yield {
      resource,
      namespace: scope,
      name: metadata.name ?? '',
      source,
      object: scope === '' || own !== '' ? object : { ...object, metadata: { ...metadata, namespace: scope } },
    }
  }
}

function unknownKind(object: KubeObject, source: string): CommandError {
  const { name = '', namespace = '' } = object.metadata ?? {}
  return new CommandError(
    `resource mapping not found for name: ${JSON.stringify(name)} namespace: ${JSON.stringify(namespace)} from ${JSON.stringify(source)}: no matches for kind ${JSON.stringify(object.kind ?? '')} in version ${JSON.stringify(object.apiVersion ?? '')}\nensure CRDs are installed first`,
  )
}
