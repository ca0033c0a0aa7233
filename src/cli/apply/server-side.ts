import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { resourcePath } from '../../client/client.ts'
import type { Invocation } from '../command.ts'
import { type DryRun, dryRunQuery } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Info } from '../resource/info.ts'
import { apiVersionOf } from '../resource/info.ts'
import { type FieldValidation, validationQuery } from '../validation.ts'
import { LAST_APPLIED } from './last-applied.ts'
import { migrateToServerSide, ownsLastApplied } from './migrate.ts'

/** Whom the fields of a server-side apply belong to where no manager is named. */
const KUBECTL = 'kubectl'
/** Keeps the annotation of client-side apply from going with the fields of the manager that is migrated. */
const LAST_APPLIED_MANAGER = 'kubectl-last-applied'

const WAYS_OUT = `
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`

/** The manager that --field-manager names, or the one of server-side apply. */
export function serverSideManager(flags: FlagValues): string {
  return flags.changed('field-manager') ? flags.string('field-manager') : KUBECTL
}

/**
 * Applies one object as `kubectl apply --server-side` does. An object that has been applied client-side until now is migrated: the fields of
 * client-side apply become those of server-side apply, so that what a later file leaves out goes. Returns the object as it is then. Throws
 * StatusError, and CommandError where other managers have the fields.
 */
export async function applyServerSide(
  info: Info & { object: KubeObject },
  { flags, io, session }: Invocation,
  dryRun: DryRun,
  validation: FieldValidation,
): Promise<KubeObject> {
  if (info.name === '') throw new CommandError('resource name may not be empty')
  const client = await session.client()
  const manager = serverSideManager(flags)
  const path = resourcePath(info.resource, info.namespace, info.name, flags.string('subresource'))
  const options = { ...validationQuery(validation), ...dryRunQuery(dryRun) }
  const force = { force: String(flags.bool('force-conflicts')) }
  let object: KubeObject
  try {
    object = await patch(info.object, manager, force)
  } catch (error) {
    if (!(error instanceof StatusError) || error.status.reason !== 'Conflict') throw error
    throw new CommandError(`${error.message}${WAYS_OUT}`)
  }
  return migrate(object)

  async function patch(body: KubeObject, fieldManager: string, more: Record<string, string> = {}): Promise<KubeObject> {
    const query = { ...more, ...options, fieldManager }
    const contentType = 'application/apply-patch+yaml'
    return (await client.request({ method: 'PATCH', path, query, contentType, body })).body as KubeObject
  }

  /** Does what the first server-side apply has to do; what goes wrong is only told of, and tried again by the next. */
  async function migrate(applied: KubeObject): Promise<KubeObject> {
    let current = applied
    try {
      current = await keepLastApplied(current)
    } catch (error) {
      io.err(
        `Warning: failed to migrate kubectl.kubernetes.io/last-applied-configuration for Server-Side Apply. This is non-fatal and will be retried next time you apply. Error: ${text(error)}\n`,
      )
      return applied
    }
    try {
      const migrated = await migrateToServerSide(current, manager, { path, query: options, client })
      if (!migrated) return current
      current = migrated
    } catch (error) {
      io.err(
        `Warning: server rejected managed fields migration to Server-Side Apply. This is non-fatal and will be retried next time you apply. Error: ${text(error)}\n`,
      )
      return current
    }
    try {
      return await patch(info.object, manager, force)
    } catch (error) {
      io.err(
        `Warning: failed to re-apply configuration after performing Server-Side Apply migration. This is non-fatal and will be retried next time you apply. Error: ${text(error)}\n`,
      )
      return current
    }
  }

  /** Gives the annotation of client-side apply a manager of its own. */
  async function keepLastApplied(applied: KubeObject): Promise<KubeObject> {
    const annotation = applied.metadata.annotations?.[LAST_APPLIED]
    const { name, namespace, managedFields } = applied.metadata
    if (manager !== KUBECTL || annotation === undefined) return applied
    if (managedFields?.some(entry => entry.operation === 'Apply' && ownsLastApplied(entry))) return applied
    const body: KubeObject = {
      apiVersion: apiVersionOf(info.resource),
      kind: info.resource.kind,
      metadata: {
        ...(name === undefined ? {} : { name }),
        ...(namespace ? { namespace } : {}),
        annotations: { [LAST_APPLIED]: annotation },
      },
    }
    return patch(body, LAST_APPLIED_MANAGER)
  }
}

const text = (error: unknown): string => (error as Error).message
