import type { UserInfo } from '../../kinds/kind.ts'

/** Members of system:masters may do everything; no role is asked. */
export function isPrivileged(user: UserInfo): boolean {
  return user.groups.includes('system:masters')
}
