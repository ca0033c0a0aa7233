import type { UserInfo } from '../kinds/kind.ts'

/** Whom the owner of a cluster acts as, as the administrator's certificate of a kubeadm cluster says. */
export const ADMINISTRATOR: UserInfo = {
  username: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:masters', 'system:authenticated'],
}
