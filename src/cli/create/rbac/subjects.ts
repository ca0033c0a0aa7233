import type { Subject } from '../../../api/types.gen.ts'
import { CommandError } from '../../errors.ts'
import { type Flag, stringArrayFlag } from '../../flags/flag.ts'
import type { FlagValues } from '../../flags/values.ts'

export const subjectFlags: readonly Flag[] = [
  stringArrayFlag('group', 'A group to bind the role to'),
  stringArrayFlag('serviceaccount', 'A service account to bind the role to: <namespace>:<name>'),
  stringArrayFlag('user', 'A user to bind the role to'),
]

const RBAC = 'rbac.authorization.k8s.io'

export const userSubject = (name: string): Subject => ({ kind: 'User', apiGroup: RBAC, name })
export const groupSubject = (name: string): Subject => ({ kind: 'Group', apiGroup: RBAC, name })
export const serviceAccountSubject = (namespace: string, name: string): Subject => ({
  kind: 'ServiceAccount',
  name,
  namespace,
})

/** The subjects of the flags: users, groups, then service accounts. Throws CommandError. */
export function subjectsOf(flags: FlagValues): Subject[] {
  const accounts = flags.list('serviceaccount').map(text => {
    const parts = text.split(':')
    if (parts.length !== 2 || parts.includes('')) throw new CommandError('serviceaccount must be <namespace>:<name>')
    return serviceAccountSubject(parts[0]!, parts[1]!)
  })
  return [...flags.list('user').map(userSubject), ...flags.list('group').map(groupSubject), ...accounts]
}
