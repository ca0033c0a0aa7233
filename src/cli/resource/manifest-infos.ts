import type { KubeObject } from '../../api/object.ts'
import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import { logPrefix } from '../log-prefix.ts'
import type { Manifest, ManifestCheck } from '../manifests/manifests.ts'
import type { Session } from '../session.ts'
import type { Info } from './info.ts'
import type { ResourceMapper } from './mapper.ts'

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
    const { apiVersion = '', kind = '' } = manifest.object as Partial<KubeObject>
    if (check === 'warn' && !manifest.listed && !mapper.forKind(apiVersion, kind))
      io.err(`${logPrefix('W')} schema.go:145] ${UNSUPPORTED}\n`)
    yield manifestInfo(manifest, mapper, { namespace, explicit })
  }
}

const UNSUPPORTED = 'cannot perform warn validation if server-side field validation is unsupported, skipping validation'

/**
 * An object of a file with its type and namespace. Without `scope` its namespace is left as it is written, if only empty. Gives a
 * CommandError for a kind that the cluster has not, and for a namespace other than the one that was asked for.
 */
export function manifestInfo(
  { object: value, source, listed }: Manifest,
  mapper: ResourceMapper,
  scope?: { namespace: string; explicit: boolean },
): (Info & { object: KubeObject }) | CommandError {
  const object = value as unknown as KubeObject
  const metadata = object.metadata ?? {}
  const resource = mapper.forKind(object.apiVersion ?? '', object.kind ?? '')
  if (!resource) return unknownKind(object, source, listed)
  const own = metadata.namespace ?? ''
  if (scope && resource.namespaced && scope.explicit && own !== '' && own !== scope.namespace)
    return otherNamespace(own, scope.namespace)
  const namespace = resource.namespaced ? own || (scope?.namespace ?? '') : ''
  const scoped = namespace === '' ? metadata : { ...metadata, namespace }
  return {
    resource,
    namespace,
    name: metadata.name ?? '',
    source,
    listed,
    object: object.metadata && (namespace === '' || own !== '') ? object : { ...object, metadata: scoped },
  }
}

/** The namespace of an object is not the one that was asked for. */
export function otherNamespace(own: string, wanted: string): CommandError {
  return new CommandError(
    `the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(wanted)}. You must pass '--namespace=${own}' to perform this operation.`,
  )
}

function unknownKind(object: KubeObject, source: string, listed: boolean): CommandError {
  const { name = '', namespace = '' } = object.metadata ?? {}
  const problem = `no matches for kind ${JSON.stringify(object.kind ?? '')} in version ${JSON.stringify(object.apiVersion ?? '')}`
  if (listed) return new CommandError(`unable to recognize ${problem}`)
  return new CommandError(
    `resource mapping not found for name: ${JSON.stringify(name)} namespace: ${JSON.stringify(namespace)} from ${JSON.stringify(source)}: ${problem}\nensure CRDs are installed first`,
  )
}
