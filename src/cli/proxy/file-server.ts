import { randomBytes } from 'node:crypto'
import type { ApiRequest, ApiResponse } from '../../api/request.ts'
import { isWatch } from '../../apiserver/watch/watch-options.ts'
import type { RestConfig } from '../../client/remote/rest-config.ts'
import { Cluster } from '../../cluster/cluster.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import type { Backend } from '../../server/backend.ts'
import { startServer } from '../../server/start.ts'
import { createAuthority } from '../../server/tls/authority.ts'

/**
 * A server of the cluster in a state file for this process alone: on this machine, with a token that nobody else knows. Other commands can
 * write between its requests. Throws StateFileError where it cannot listen.
 */
export async function serveStateFile(path: string, failed: (message: string) => void): Promise<RestConfig> {
  const token = randomBytes(32).toString('base64url')
  const { url } = await startServer({
    backend: new SharedCluster(new Cluster({ path })),
    host: '127.0.0.1',
    port: 0,
    tls: false,
    identity: { authority: createAuthority(new Date()), token },
    failed: error => failed(error.message),
  })
  return { server: url, tls: {}, auth: { token }, timeout: 0, proxyUrl: '', disableCompression: true }
}

/** A cluster that answers one request after the other, each when what it has written is on disk. */
class SharedCluster implements Backend {
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly cluster: Cluster) {}

  request(request: ApiRequest, user: UserInfo): Promise<ApiResponse> {
    if (isWatch(request)) return this.cluster.watch(request, user)
    const answer = this.last.then(() => this.answer(request, user))
    this.last = answer.catch(() => {})
    return answer
  }

  private async answer(request: ApiRequest, user: UserInfo): Promise<ApiResponse> {
    this.cluster.refresh()
    try {
      return await this.cluster.request(request, user)
    } finally {
      this.cluster.flush()
    }
  }
}
