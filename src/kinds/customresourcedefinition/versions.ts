import type {
  CustomResourceColumnDefinition,
  CustomResourceDefinitionSpec,
  CustomResourceDefinitionVersion,
  CustomResourceSubresourceScale,
} from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { type ErrorList, type FieldPath, invalid, required } from '../../apimachinery/validation/field.ts'
import { isDNS1035Label } from '../../apimachinery/validation/names.ts'
import { validateStructuralSchema } from './structural.ts'

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string']
const SIMPLE_PATH = /^(\.[A-Za-z_$][\w$-]*|\['[^']*'\])+$/

/**
 * The errors of a definition's versions, and those of what is in them. What all versions have in common is told of as if it stood in the
 * spec itself, for so it was in older versions of the API.
 */
export function validateVersions(
  spec: CustomResourceDefinitionSpec,
  at: FieldPath,
): { versions: ErrorList; contents: ErrorList } {
  const all = spec.versions ?? []
  const list = at.child('versions')
  const versions: ErrorList = []
  all.forEach((version, i) => {
    if (!version.schema?.openAPIV3Schema)
      versions.push(required(list.index(i).child('schema', 'openAPIV3Schema'), 'schemas are required'))
  })
  all.forEach(({ name = '' }, i) => {
    const faults = isDNS1035Label(name)
    if (faults.length) versions.push(invalid(list.index(i).child('name'), name, faults.join(',')))
  })
  if (new Set(all.map(v => v.name)).size < all.length)
    versions.push(invalid(list, all, 'must contain unique version names'))
  if (all.filter(v => v.storage).length !== 1)
    versions.push(invalid(list, spec.versions ?? null, 'must have exactly one version marked as storage version'))
  const contents = [
    ...common(
      all,
      v => v.schema,
      'schema',
      'validation',
      at,
      (schema, where) =>
        schema.openAPIV3Schema ? validateStructuralSchema(schema.openAPIV3Schema, where.child('openAPIV3Schema')) : [],
    ),
    ...common(
      all,
      v => v.subresources,
      'subresources',
      'subresources',
      at,
      (subresources, where) => (subresources.scale ? validateScale(subresources.scale, where.child('scale')) : []),
    ),
    ...common(
      all,
      v => v.additionalPrinterColumns,
      'additionalPrinterColumns',
      'additionalPrinterColumns',
      at,
      validateColumns,
    ),
  ]
  return { versions, contents }
}

/** Validates a part of every version; once, at the top, if it is the same in all of them. */
function common<T>(
  versions: readonly CustomResourceDefinitionVersion[],
  part: (version: CustomResourceDefinitionVersion) => T | undefined,
  field: string,
  topField: string,
  at: FieldPath,
  validate: (part: T, at: FieldPath) => ErrorList,
): ErrorList {
  const parts = versions.map(part)
  const [first] = parts
  if (parts.every(p => equal(p, first))) return first === undefined ? [] : validate(first, at.child(topField))
  return parts.flatMap((p, i) => (p === undefined ? [] : validate(p, at.child('versions').index(i).child(field))))
}

function validateScale(scale: CustomResourceSubresourceScale, at: FieldPath): ErrorList {
  const { specReplicasPath = '', statusReplicasPath = '', labelSelectorPath = '' } = scale
  const check = (text: string, field: string, parents: readonly string[]): ErrorList => {
    const where = at.child(field)
    if (text === '') return [required(where)]
    if (!SIMPLE_PATH.test(text)) return [invalid(where, text, 'must be a simple json path expression')]
    const fits = parents.some(parent => text.startsWith(`.${parent}.`))
    const under = parents.map(parent => `.${parent}`).join(' or ')
    return fits ? [] : [invalid(where, text, `should be a json path under ${under}`)]
  }
  return [
    ...check(specReplicasPath, 'specReplicasPath', ['spec']),
    ...check(statusReplicasPath, 'statusReplicasPath', ['status']),
    ...(labelSelectorPath === '' ? [] : check(labelSelectorPath, 'labelSelectorPath', ['spec', 'status'])),
  ]
}

function validateColumns(columns: readonly CustomResourceColumnDefinition[], at: FieldPath): ErrorList {
  return columns.flatMap(({ name = '', type = '', jsonPath = '' }, i) => {
    const where = at.index(i)
    const errors: ErrorList = name === '' ? [required(where.child('name'))] : []
    const rule = `must be one of ${COLUMN_TYPES.join(',')}`
    if (type === '') errors.push(required(where.child('type'), rule))
    else if (!COLUMN_TYPES.includes(type)) errors.push(invalid(where.child('type'), type, rule))
    if (jsonPath === '') errors.push(required(where.child('JSONPath')))
    else if (!jsonPath.startsWith('.'))
      errors.push(invalid(where.child('JSONPath'), jsonPath, 'must be a simple json path starting with .'))
    return errors
  })
}
