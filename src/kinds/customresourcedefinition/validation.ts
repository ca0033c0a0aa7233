import type {
  CustomResourceDefinition,
  CustomResourceDefinitionNames,
  CustomResourceDefinitionSpec,
} from '../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { validateImmutableField } from '../../apimachinery/validation/immutable.ts'
import { isDNS1035Label, isDNS1123Subdomain } from '../../apimachinery/validation/names.ts'
import { isEstablished } from '../customresource/definitions.ts'
import { validateConversion } from './conversion.ts'
import { validateVersions } from './versions.ts'

const APPROVAL = 'api-approved.kubernetes.io'
const APPROVAL_RULE = `protected groups must have approval annotation "${APPROVAL}", see https://github.com/kubernetes/enhancements/pull/1111`
const PROTECTED_GROUP = /(^|\.)(k8s\.io|kubernetes\.io)$/

/** The errors of a definition (ValidateCustomResourceDefinition). */
export function validateDefinition({ metadata, spec }: CustomResourceDefinition): ErrorList {
  const name = `${spec.names?.plural ?? ''}.${spec.group ?? ''}`
  const misnamed =
    metadata.name === name
      ? []
      : [invalid(path('metadata', 'name'), metadata.name ?? '', 'must be spec.names.plural+"."+spec.group')]
  return [...misnamed, ...validateSpec(spec), ...validateApproval({ metadata, spec })]
}

/** The errors of a changed definition. */
export function validateDefinitionUpdate(
  definition: CustomResourceDefinition,
  old: CustomResourceDefinition,
): ErrorList {
  const { spec, status } = definition
  const at = path('spec')
  const fixed: ErrorList = []
  const keep = (value: unknown, before: unknown, ...field: string[]) =>
    fixed.push(...validateImmutableField(value, before, at.child(...field)))
  if (isEstablished(old)) {
    keep(spec.scope, old.spec.scope, 'scope')
    keep(spec.names.kind, old.spec.names.kind, 'names', 'kind')
  }
  keep(spec.group, old.spec.group, 'group')
  keep(spec.names.plural, old.spec.names.plural, 'names', 'plural')
  const lost = (status?.storedVersions ?? []).flatMap((version, i) => {
    if (spec.versions.some(v => v.name === version)) return []
    const why = `missing from spec.versions; ${version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${version} and removes ${version} from status.storedVersions`
    return [invalid(path('status', 'storedVersions').index(i), version, why)]
  })
  return [...validateSpec(spec), ...fixed, ...lost]
}

function validateSpec(spec: CustomResourceDefinitionSpec): ErrorList {
  const at = path('spec')
  const { group = '', scope = '', names } = spec
  const errors: ErrorList = []
  const faults = isDNS1123Subdomain(group)
  if (group === '') errors.push(required(at.child('group')))
  else if (faults.length) errors.push(invalid(at.child('group'), group, faults.join(',')))
  else if (!group.includes('.'))
    errors.push(invalid(at.child('group'), group, 'should be a domain with at least one dot'))
  const scopes = ['Cluster', 'Namespaced']
  if (scope === '') errors.push(required(at.child('scope')))
  else if (!scopes.includes(scope)) errors.push(notSupported(at.child('scope'), scope, scopes))
  if (spec.preserveUnknownFields)
    errors.push(
      invalid(
        at.child('preserveUnknownFields'),
        true,
        'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
      ),
    )
  const parts = validateVersions(spec, at)
  const conversion = validateConversion(spec.conversion, at.child('conversion'))
  return [...errors, ...parts.versions, ...validateNames(names, at.child('names')), ...parts.contents, ...conversion]
}

function validateNames(names: CustomResourceDefinitionNames | undefined, at: FieldPath): ErrorList {
  const { plural = '', singular = '', kind = '', listKind = '', shortNames = [], categories = [] } = names ?? {}
  const errors: ErrorList = []
  for (const [field, value] of Object.entries({ plural, singular, kind, listKind }))
    if (value === '') errors.push(required(at.child(field)))
  const label = (where: FieldPath, value: string, lead = '') => {
    const faults = value === '' ? [] : isDNS1035Label(lead === '' ? value : value.toLowerCase())
    if (faults.length) errors.push(invalid(where, value, lead + faults.join(',')))
  }
  const mixed = 'may have mixed case, but should otherwise match: '
  label(at.child('plural'), plural)
  label(at.child('singular'), singular)
  label(at.child('kind'), kind, mixed)
  label(at.child('listKind'), listKind, mixed)
  shortNames.forEach((name, i) => label(at.child('shortNames').index(i), name))
  if (kind !== '' && kind === listKind)
    errors.push(invalid(at.child('listKind'), listKind, 'kind and listKind may not be the same'))
  categories.forEach((name, i) => label(at.child('categories').index(i), name))
  return errors
}

function validateApproval({ metadata, spec }: Pick<CustomResourceDefinition, 'metadata' | 'spec'>): ErrorList {
  if (!PROTECTED_GROUP.test(spec.group ?? '')) return []
  const approval = metadata.annotations?.[APPROVAL]
  const at = path('metadata', 'annotations').key(APPROVAL)
  if (approval === undefined || approval === '') return [required(at, APPROVAL_RULE)]
  if (approval.startsWith('unapproved') || URL.canParse(approval)) return []
  return [invalid(at, approval, APPROVAL_RULE)]
}
