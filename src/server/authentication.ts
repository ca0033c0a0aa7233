import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { TokenReview } from '../api/types.gen.ts'
import { StatusError } from '../apimachinery/status.ts'
import { ADMINISTRATOR } from '../cluster/administrator.ts'
import type { UserInfo } from '../kinds/kind.ts'
import type { Backend } from './backend.ts'

/** Who makes a request that says nothing of who makes it. */
export const ANONYMOUS: UserInfo = { username: 'system:anonymous', groups: ['system:unauthenticated'] }

const BEARER = /^bearer +(\S+)\s*$/i

/**
 * Tells who makes a request by its Authorization header: the administrator by the server's own token, a service account by one of the
 * cluster's. Throws Unauthorized for any other token.
 */
export class Authenticator {
  private readonly ownHash: Buffer
  /** The header with which a connection has shown our token: it need not be looked at again when it comes once more. */
  private readonly shown = new WeakMap<Socket, Buffer>()

  constructor(
    token: string,
    private readonly backend: Backend,
  ) {
    this.ownHash = hash(token)
  }

  userOf({ headers: { authorization }, socket }: IncomingMessage): UserInfo | Promise<UserInfo> {
    if (authorization === undefined || authorization === '') return ANONYMOUS
    const header = Buffer.from(authorization, 'latin1')
    const shown = this.shown.get(socket)
    if (shown?.length === header.length && timingSafeEqual(shown, header)) return ADMINISTRATOR
    const [, token] = BEARER.exec(authorization) ?? []
    if (token === undefined) throw unauthorized()
    if (!timingSafeEqual(hash(token), this.ownHash)) return this.serviceAccount(token)
    this.shown.set(socket, header)
    return ADMINISTRATOR
  }

  private async serviceAccount(token: string): Promise<UserInfo> {
    const review: TokenReview = { metadata: {}, spec: { token } }
    const { body } = await this.backend.request(
      { method: 'POST', path: '/apis/authentication.k8s.io/v1/tokenreviews', body: review },
      ADMINISTRATOR,
    )
    const { authenticated, user } = (body as TokenReview).status ?? {}
    if (!authenticated || !user?.username) throw unauthorized()
    const { username, groups = [], uid, extra } = user
    return { username, groups, ...(uid ? { uid } : {}), ...(extra ? { extra } : {}) }
  }
}

/** Of equal length whatever was sent, so that comparing it tells nothing of it. */
function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized')
}
