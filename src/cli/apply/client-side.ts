import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { getObject, resourcePath } from '../../client/client.ts'
import { applyMergePatch } from '../../schema/json-merge.ts'
import { schemaFor } from '../../schema/schema.ts'
import { strategicMergePatch } from '../../schema/strategic-merge.ts'
import type { Invocation } from '../command.ts'
import { type DryRun, dryRunQuery } from '../dry-run.ts'
import { CommandError, withContext, withSource } from '../errors.ts'
import { toCompactJson } from '../printers/json.ts'
import { createObject } from '../resource/create-object.ts'
import type { Info } from '../resource/info.ts'
import { type FieldValidation, validationQuery } from '../validation.ts'
import { deleteAndCreate } from './delete-and-create.ts'
import { LAST_APPLIED, withLastApplied } from './last-applied.ts'
import { withoutNulls } from './nulls.ts'
import { type Patch, threeWayPatch } from './three-way-patch.ts'

/** What apply did with one object. */
export interface Applied {
  object: KubeObject
  operation: 'created' | 'configured' | 'unchanged'
}

/** How often a patch is made anew when somebody else changes the object at the same moment. */
const MAX_RETRIES = 5

/**
 * Applies one object as `kubectl apply` without --server-side does: creates it, or patches it by what differs between the file, what was
 * applied last, and what is there. Throws StatusError and CommandError in the context of the file.
 */
export async function applyClientSide(
  info: Info & { object: KubeObject },
  invocation: Invocation,
  dryRun: DryRun,
  validation: FieldValidation,
): Promise<Applied> {
  const { flags, io, session } = invocation
  const client = await session.client()
  const modified = withLastApplied(info.object)
  const query = { fieldManager: flags.string('field-manager'), ...validationQuery(validation), ...dryRunQuery(dryRun) }
  const current = await readCurrent()
  if (!current) return { object: await create(), operation: 'created' }
  if (current.metadata.annotations?.[LAST_APPLIED] === undefined) io.err(missingAnnotation(info))
  return patch(current, MAX_RETRIES)

  async function readCurrent(): Promise<KubeObject | undefined> {
    try {
      if (info.name === '') throw new CommandError('resource name may not be empty')
      return await getObject(client, info.resource, info.namespace, info.name)
    } catch (error) {
      if (error instanceof StatusError && error.status.code === 404) return undefined
      throw withContext(
        error,
        `error when retrieving current configuration of:\n${describeInfo(info)}\nfrom server for: ${JSON.stringify(info.source)}`,
      )
    }
  }

  async function create(): Promise<KubeObject> {
    // as later applies would leave it; the annotation keeps what was written
    const object = withoutNulls(modified)
    if (dryRun === 'client') return object
    try {
      return await createObject(client, info, object, query)
    } catch (error) {
      throw withSource(error, 'creating', info.source)
    }
  }

  async function patch(live: KubeObject, retries: number): Promise<Applied> {
    const { body: change, contentType } = patchFor(live)
    if (Object.keys(change).length === 0) return { object: live, operation: 'unchanged' }
    if (dryRun === 'client') {
      const schema = schemaFor(info.resource)
      const object = schema ? strategicMergePatch(live, change, schema) : applyMergePatch(live, change)
      return { object: object as KubeObject, operation: 'configured' }
    }
    try {
      const { body } = await client.request({
        method: 'PATCH',
        path: resourcePath(info.resource, info.namespace, info.name),
        query,
        contentType,
        body: change,
      })
      const object = body as KubeObject
      return { object, operation: 'configured' }
    } catch (error) {
      if (error instanceof StatusError && error.status.reason === 'Conflict' && retries > 0) {
        const again = await readCurrent()
        return again ? patch(again, retries - 1) : { object: await create(), operation: 'created' }
      }
      if (
        flags.bool('force') &&
        error instanceof StatusError &&
        (error.status.reason === 'Conflict' || error.status.reason === 'Invalid')
      )
        return { object: await recreate(live), operation: 'configured' }
      throw inContext(withSource(error, 'patching', info.source), toCompactJson(change))
    }
  }

  function patchFor(live: KubeObject): Patch {
    try {
      return threeWayPatch(live, modified, info.resource, flags.bool('overwrite'), io)
    } catch (error) {
      throw inContext(withSource(error, 'patching', info.source), '')
    }
  }

  async function recreate(live: KubeObject): Promise<KubeObject> {
    try {
      return await deleteAndCreate(info, { live, modified, query }, invocation)
    } catch (error) {
      throw inContext(error, `${toCompactJson(modified)}\n`)
    }
  }

  function inContext(error: unknown, change: string): Error {
    return withContext(
      error,
      `error when applying patch:\n${change}\nto:\n${describeInfo(info)}\nfor: ${JSON.stringify(info.source)}`,
    )
  }
}

function missingAnnotation({ resource, name }: Info): string {
  const what = `${resource.resource}/${name}`
  return `Warning: resource ${what} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`
}

/** An object as kubectl's longer errors name it. */
function describeInfo({ resource, name, namespace }: Info): string {
  const { group, version, kind } = resource
  return `Resource: ${JSON.stringify(`${group}/${version}, Resource=${resource.resource}`)}, GroupVersionKind: ${JSON.stringify(`${group}/${version}, Kind=${kind}`)}\nName: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace)}`
}
