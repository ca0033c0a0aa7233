import type { KubeObject, ManagedFieldsEntry } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { Client } from '../../client/client.ts'
import { upgradeManagedFields } from '../../schema/managed-fields/upgrade.ts'
import { LAST_APPLIED } from './last-applied.ts'

/** How often the managers of an object are written anew when it changes at the same moment. */
const MAX_RETRIES = 5

/** Whether a manager owns the annotation of client-side apply. */
export function ownsLastApplied({ fieldsV1 }: ManagedFieldsEntry): boolean {
  let fields: unknown = fieldsV1
  for (const step of ['f:metadata', 'f:annotations', `f:${LAST_APPLIED}`]) {
    if (typeof fields !== 'object' || fields === null || !Object.hasOwn(fields, step)) return false
    fields = (fields as Record<string, unknown>)[step]
  }
  return true
}

/**
 * Turns the fields of those who applied an object client-side (they own its annotation) into fields that `manager` applied. Returns
 * the object as it is then, or undefined where there was nothing to do. Throws StatusError.
 */
export async function migrateToServerSide(
  object: KubeObject,
  manager: string,
  { path, query, client }: { path: string; query: Record<string, string>; client: Client },
): Promise<KubeObject | undefined> {
  const clientSide = (object.metadata.managedFields ?? []).filter(e => e.operation === 'Update' && ownsLastApplied(e))
  const names = [...new Set(clientSide.map(entry => entry.manager ?? ''))]
  let current = object
  for (let retries = MAX_RETRIES; ; retries--) {
    const entries = current.metadata.managedFields ?? []
    const upgraded = upgradeManagedFields(entries, names, manager)
    if (upgraded === entries) return undefined
    try {
      const { body } = await client.request({
        method: 'PATCH',
        path,
        query: { ...query, fieldManager: manager },
        contentType: 'application/json-patch+json',
        body: [
          { op: 'replace', path: '/metadata/managedFields', value: upgraded },
          { op: 'replace', path: '/metadata/resourceVersion', value: current.metadata.resourceVersion },
        ],
      })
      return body as KubeObject
    } catch (error) {
      if (!(error instanceof StatusError) || error.status.reason !== 'Conflict' || retries <= 1) throw error
      current = (await client.request({ method: 'GET', path })).body as KubeObject
    }
  }
}
