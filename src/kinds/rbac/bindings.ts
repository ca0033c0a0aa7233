import type { ClusterRoleBinding, RoleBinding, RoleRef, Subject } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import {
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { isPathSegmentName, nameIsDNSSubdomain } from '../../apimachinery/validation/object-names.ts'
import type { Cell } from '../table.ts'

type Binding = ClusterRoleBinding | RoleBinding

const GROUP = 'rbac.authorization.k8s.io'

/** Bindings that do not say so mean RBAC's own roles, users and groups. */
export function setBindingDefaults({ roleRef, subjects }: Binding): void {
  if (roleRef && !roleRef.apiGroup) roleRef.apiGroup = GROUP
  for (const subject of subjects ?? [])
    if (!subject.apiGroup && (subject.kind === 'User' || subject.kind === 'Group')) subject.apiGroup = GROUP
}

/** The errors of a binding that may refer to these kinds of roles. */
export function validateBinding(
  { roleRef, subjects }: Binding,
  roleKinds: readonly string[],
  namespaced: boolean,
): ErrorList {
  const at = path('roleRef')
  const { apiGroup = '', kind = '', name = '' }: Partial<RoleRef> = roleRef ?? {}
  const errors: ErrorList = []
  if (apiGroup !== GROUP) errors.push(notSupported(at.child('apiGroup'), apiGroup, [GROUP]))
  if (!roleKinds.includes(kind)) errors.push(notSupported(at.child('kind'), kind, roleKinds, 'given'))
  if (name === '') errors.push(required(at.child('name')))
  else for (const fault of isPathSegmentName(name)) errors.push(invalid(at.child('name'), name, fault))
  const subjectErrors = (subjects ?? []).flatMap((s, i) => validateSubject(s, namespaced, path('subjects').index(i)))
  return [...errors, ...subjectErrors]
}

/** A binding is to one role for as long as it exists. */
export function validateSameRole({ roleRef }: Binding, { roleRef: old }: Binding): ErrorList {
  const same = old.apiGroup === roleRef.apiGroup && old.kind === roleRef.kind && old.name === roleRef.name
  if (same) return []
  const shown = { APIGroup: roleRef.apiGroup, Kind: roleRef.kind, Name: roleRef.name }
  return [invalid(path('roleRef'), shown, 'cannot change roleRef')]
}

function validateSubject(
  { kind = '', apiGroup = '', name = '', namespace = '' }: Subject,
  namespaced: boolean,
  at: FieldPath,
): ErrorList {
  const errors: ErrorList = name === '' ? [required(at.child('name'))] : []
  switch (kind) {
    case 'ServiceAccount':
      if (name !== '')
        for (const fault of nameIsDNSSubdomain(name, false)) errors.push(invalid(at.child('name'), name, fault))
      if (apiGroup !== '') errors.push(notSupported(at.child('apiGroup'), apiGroup, ['']))
      if (!namespaced && namespace === '') errors.push(required(at.child('namespace')))
      return errors
    case 'User':
    case 'Group':
      if (apiGroup !== GROUP) errors.push(notSupported(at.child('apiGroup'), apiGroup, [GROUP]))
      return errors
    default:
      return [...errors, notSupported(at.child('kind'), kind, ['ServiceAccount', 'User', 'Group'], 'given')]
  }
}

/** Name, role and age; wide: users, groups and service accounts. */
export function bindingRow({ metadata, roleRef, subjects = [] }: Binding, now: Date): Cell[] {
  const named = (kind: string) => subjects.filter(s => s.kind === kind)
  const accounts = named('ServiceAccount').map(s => (s.namespace ? `${s.namespace}/${s.name}` : s.name))
  return [
    metadata.name ?? '',
    `${roleRef.kind}/${roleRef.name}`,
    translateTimestampSince(metadata.creationTimestamp, now),
    named('User')
      .map(s => s.name)
      .join(', '),
    named('Group')
      .map(s => s.name)
      .join(', '),
    accounts.join(', '),
  ]
}
