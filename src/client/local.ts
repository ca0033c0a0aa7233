import type { ApiResource } from '../api/discovery.ts'
import type { ApiRequest, ApiResponse, Impersonation } from '../api/request.ts'
import { StatusError } from '../apimachinery/status.ts'
import { isWatch } from '../apiserver/watch/watch-options.ts'
import { ADMINISTRATOR } from '../cluster/administrator.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { RawClient } from './client.ts'

/** The client of a cluster in this process. */
export class LocalClient implements RawClient {
  readonly cluster: Cluster

  constructor(
    path: string,
    private readonly warn: (message: string) => void,
    /** Whom to act as. */
    private readonly impersonation?: Impersonation,
    /** Whether somebody else serves the state file. */
    readOnly = false,
  ) {
    this.cluster = new Cluster({ path, readOnly })
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    try {
      const sent = this.impersonation ? { ...request, impersonate: this.impersonation } : request
      const response = await this.answer(sent)
      for (const warning of response.warnings) this.warn(warning)
      return response
    } catch (error) {
      if (error instanceof StatusError) for (const warning of error.warnings) this.warn(warning)
      throw error
    }
  }

  private async answer(request: ApiRequest): Promise<ApiResponse> {
    if (!isWatch(request)) return this.cluster.request(request, ADMINISTRATOR)
    // others may write while this waits
    this.cluster.flush()
    return this.cluster.watch(request, ADMINISTRATOR)
  }

  async raw(request: ApiRequest): Promise<string> {
    const { body } = await this.request(request)
    return typeof body === 'string' ? body : `${JSON.stringify(body)}\n`
  }

  async resources(): Promise<readonly ApiResource[]> {
    return this.cluster.resources()
  }

  async pause(milliseconds: number): Promise<void> {
    this.cluster.flush()
    await new Promise(resolve => setTimeout(resolve, milliseconds))
    this.cluster.refresh()
  }

  /** See `Cluster.flush`. */
  flush(): void {
    this.cluster.flush()
  }
}
