import { splitGroupVersion } from '../../api/object.ts'
import { PrinterError } from './printer-error.ts'

/** "deployment.apps/web", "pod/web": a kind in lower case, its group (none for the core group) and a name. */
export function resourceName(group: string, kind: string, name: string): string {
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${name}`
}

interface Named {
  apiVersion?: unknown
  kind?: unknown
  metadata?: { name?: unknown }
  items?: unknown
}

/** An object, or every item of a list, as `-o name` prints it, a line each. Throws PrinterError for an object without a type. */
export function toName(object: object): string {
  const { apiVersion, kind, metadata, items } = object as Named
  if (Array.isArray(items)) return items.map(item => toName(item as object)).join('')
  if (typeof kind !== 'string' || kind === '') {
    throw new PrinterError('missing apiVersion or kind; try GetObjectKind().SetGroupVersionKind() if you know the type')
  }
  const { group } = splitGroupVersion(typeof apiVersion === 'string' ? apiVersion : '')
  const name = typeof metadata?.name === 'string' && metadata.name !== '' ? metadata.name : '<unknown>'
  return `${resourceName(group, kind, name)}\n`
}
