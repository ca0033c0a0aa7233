import type { ManagedFieldsEntry } from '../../api/object.ts'
import { union } from './field-set.ts'
import { type Manager, managedFieldsEntries, parseManagers } from './managers.ts'

/**
 * managedFields with client-side apply's entries turned into one of server-side apply (client-go's csaupgrade): what
 * kubectl patches before the first server-side apply of an object that was applied client-side. Gives the entries
 * themselves when there is nothing to do.
 */
export function upgradeManagedFields(
  entries: readonly ManagedFieldsEntry[],
  clientSideManagers: readonly string[],
  serverSideManager: string,
): readonly ManagedFieldsEntry[] {
  const isClientSide = (m: Manager) =>
    m.operation === 'Update' && m.subresource === '' && clientSideManagers.includes(m.manager)
  const managers = parseManagers(entries) ?? []
  const clientSide = managers.filter(isClientSide)
  if (clientSide.length === 0) return entries
  const applier = managers.find(m => m.operation === 'Apply' && m.subresource === '' && m.manager === serverSideManager)
  const upgraded: Manager = {
    ...(applier ?? { ...clientSide[0]!, manager: serverSideManager, operation: 'Apply' }),
    fields: [...(applier ? [applier] : []), ...clientSide].map(m => m.fields).reduce(union, {}),
  }
  return managedFieldsEntries([...managers.filter(m => m !== applier && !isClientSide(m)), upgraded])
}
