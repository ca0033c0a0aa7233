import type { RoleBinding, Subject } from '../../api/types.gen.ts'
import { type Reconciled, unchanged, withMetadataOf } from './reconciled.ts'

/** A RoleBinding or a ClusterRoleBinding. */
export type Binding = RoleBinding

/**
 * What makes a live binding (undefined: there is none) bind the wanted subjects; with `removeExtra`, no others. A binding to another role
 * is made anew. Source: component-helpers/auth/rbac/reconciliation.
 */
export function reconciledBinding(live: Binding | undefined, wanted: Binding, removeExtra: boolean): Reconciled {
  const wantedSubjects = wanted.subjects ?? []
  if (!live) return { ...unchanged(wanted), isProtected: false, operation: 'create', missingSubjects: wantedSubjects }
  const before = unchanged(live)
  if (!sameRole(live, wanted)) return { ...before, object: wanted, operation: 'recreate' }
  const { object, changed } = withMetadataOf(live, wanted)
  const subjects = live.subjects ?? []
  const missingSubjects = onlyIn(wantedSubjects, subjects)
  const extraSubjects = onlyIn(subjects, wantedSubjects)
  const subjectsChange = missingSubjects.length > 0 || (removeExtra && extraSubjects.length > 0)
  if (subjectsChange) object.subjects = removeExtra ? wantedSubjects : [...subjects, ...missingSubjects]
  return { ...before, object, operation: changed || subjectsChange ? 'update' : 'none', missingSubjects, extraSubjects }
}

function sameRole({ roleRef: a }: Binding, { roleRef: b }: Binding): boolean {
  return a.apiGroup === b.apiGroup && a.kind === b.kind && a.name === b.name
}

function onlyIn(list: readonly Subject[], other: readonly Subject[]): Subject[] {
  const seen = new Set(other.map(key))
  return list.filter(subject => !seen.has(key(subject)) && seen.add(key(subject)))
}

function key({ kind, apiGroup = '', name, namespace = '' }: Subject): string {
  return JSON.stringify([kind, apiGroup, name, namespace])
}
