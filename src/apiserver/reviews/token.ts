import type { TokenReview } from '../../api/types.gen.ts'
import { badRequest } from '../../apimachinery/status.ts'
import { ISSUER, readToken } from '../tokens/service-account-token.ts'
import { userInfo } from './identity.ts'
import { review } from './review.ts'

/** "Whose token is this?" */
export const tokenReview = review<TokenReview>({
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenReview',
  resource: 'tokenreviews',
  namespaced: false,
  answer(object, { store, clock }) {
    const { token = '', audiences = [ISSUER] } = object.spec
    if (token === '') throw badRequest('token is required for TokenReview in authentication')
    const found = readToken(token, clock.now(), store)
    if (typeof found === 'string') return { ...object, status: { error: found, user: {} } }
    const accepted = audiences.filter(audience => found.audiences.includes(audience))
    if (accepted.length === 0) {
      const lists = `token audiences [${found.audiences.map(a => JSON.stringify(a)).join(' ')}] is invalid for the target audiences [${audiences.map(a => JSON.stringify(a)).join(' ')}]`
      return { ...object, status: { error: `[invalid bearer token, ${lists}]`, user: {} } }
    }
    return { ...object, status: { audiences: accepted, authenticated: true, user: userInfo(found.user) } }
  },
})
