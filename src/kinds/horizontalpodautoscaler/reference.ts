import type { CrossVersionObjectReference } from '../../api/types.gen.ts'
import { type ErrorList, type FieldPath, invalid, required } from '../../apimachinery/validation/field.ts'
import { isPathSegmentName } from '../../apimachinery/validation/names.ts'

/** What is asked of a reference's apiVersion: that it names a group, that it can be read, nothing. */
export type VersionRule = 'group' | 'any' | 'unchecked'

/** What is wrong with a reference to another object (ValidateCrossVersionObjectReference). */
export function validateReference(
  { apiVersion = '', kind = '', name = '' }: Partial<CrossVersionObjectReference>,
  at: FieldPath,
  rule: VersionRule,
): ErrorList {
  const segment = (value: string, field: string) =>
    value === ''
      ? [required(at.child(field))]
      : isPathSegmentName(value).map(fault => invalid(at.child(field), value, fault))
  const fault = rule === 'unchecked' ? undefined : faultOfVersion(apiVersion, rule)
  return [
    ...segment(kind, 'kind'),
    ...segment(name, 'name'),
    ...(fault === undefined ? [] : [invalid(at.child('apiVersion'), apiVersion, fault)]),
  ]
}

function faultOfVersion(apiVersion: string, rule: VersionRule): string | undefined {
  const parts = apiVersion === '/' ? [''] : apiVersion.split('/')
  if (parts.length > 2) return `unexpected GroupVersion string: ${apiVersion}`
  const group = parts.length === 2 ? parts[0] : ''
  return rule === 'group' && group === '' ? 'apiVersion must specify API group' : undefined
}
