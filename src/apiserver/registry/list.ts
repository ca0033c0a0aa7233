import type { KubeObject } from '../../api/object.ts'
import { type FieldSelector, parseFieldSelector } from '../../apimachinery/fields/selector.ts'
import { matches, parseSelector, type Selector } from '../../apimachinery/labels/selector.ts'
import { badRequest } from '../../apimachinery/status.ts'
import type { Kind } from '../../kinds/kind.ts'
import { keyOf, keyPrefix } from './keys.ts'
import type { Environment } from './request-context.ts'

export interface ListSelectors {
  labelSelector: string
  fieldSelector: string
}

/**
 * The objects of a collection that both selectors take, in key order. Throws BadRequest for selectors that cannot be read
 * or name a field that the kind has no selector for.
 */
export function listStored(environment: Environment, kind: Kind, namespace: string, text: ListSelectors): KubeObject[] {
  const fields = readFields(kind, text)
  const isSelected = selectedBy(kind, text, fields)
  const name = fields.find(f => f.field === 'metadata.name' && f.operator === '=')?.value
  const candidates =
    name && (namespace !== '' || !kind.namespaced)
      ? [environment.store.get(keyOf(kind, namespace, name))].filter(o => o !== undefined)
      : environment.store.list(keyPrefix(kind, namespace))
  const served = kind.serve ? candidates.map(o => kind.serve!(o)) : candidates
  return served.filter(isSelected)
}

/** Whether both selectors take an object (as it is served). Throws as `listStored`. */
export function selectedBy(
  kind: Kind,
  text: ListSelectors,
  fields = readFields(kind, text),
): (object: KubeObject) => boolean {
  const labels = readLabels(text)
  return o =>
    (labels === undefined || matches(labels, o.metadata.labels ?? {})) &&
    fields.every(f => (fieldValue(kind, o, f.field) === f.value) === (f.operator === '='))
}

function readLabels(text: ListSelectors): Selector | undefined {
  if (text.labelSelector === '') return undefined
  try {
    return parseSelector(text.labelSelector)
  } catch (error) {
    throw badRequest((error as Error).message)
  }
}

function readFields(kind: Kind, text: ListSelectors): FieldSelector {
  if (text.fieldSelector === '') return []
  let selector: FieldSelector
  try {
    selector = parseFieldSelector(text.fieldSelector)
  } catch (error) {
    throw badRequest((error as Error).message)
  }
  for (const { field } of selector) if (!isKnownField(kind, field)) throw badRequest(unknownField(kind, field))
  return selector
}

const isKnownField = (kind: Kind, field: string): boolean =>
  field === 'metadata.name' ||
  (field === 'metadata.namespace' && kind.namespaced) ||
  (kind.fields !== undefined && Object.hasOwn(kind.fields, field))

function unknownField(kind: Kind, field: string): string {
  if (kind.unknownFieldError === 'label') return `field label not supported: ${field}`
  return `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`
}

function fieldValue(kind: Kind, object: KubeObject, field: string): string {
  if (field === 'metadata.name') return object.metadata.name ?? ''
  if (field === 'metadata.namespace') return object.metadata.namespace ?? ''
  return kind.fields![field]!(object)
}
