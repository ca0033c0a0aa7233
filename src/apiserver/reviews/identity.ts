import type { SelfSubjectReview, UserInfo as UserInfoStatus } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import { review } from './review.ts'

/** "Who am I?" */
export const selfSubjectReview = review<SelfSubjectReview>({
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectReview',
  resource: 'selfsubjectreviews',
  namespaced: false,
  answer: ({ apiVersion, kind }, { user, clock }) => ({
    apiVersion: apiVersion!,
    kind: kind!,
    metadata: { creationTimestamp: formatTime(clock.now()) },
    status: { userInfo: userInfo(user) },
  }),
})

/** A user as the API writes it: what is empty is left out. */
export function userInfo({ username, groups, uid, extra }: UserInfo): UserInfoStatus {
  return {
    username,
    ...(uid ? { uid } : {}),
    ...(groups.length ? { groups: [...groups] } : {}),
    ...(extra ? { extra: Object.fromEntries(Object.entries(extra).map(([key, values]) => [key, [...values]])) } : {}),
  }
}
