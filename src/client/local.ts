import type { ApiResource } from '../api/discovery.ts'
import type { ApiRequest, ApiResponse, Impersonation } from '../api/request.ts'
import { StatusError } from '../apimachinery/status.ts'
import { ADMINISTRATOR } from '../cluster/administrator.ts'
import { Cluster } from '../cluster/cluster.ts'
import type { Client } from './client.ts'

/** The client of a cluster in this process. */
export class LocalClient implements Client {
  readonly cluster: Cluster

  constructor(
    path: string,
    private readonly warn: (message: string) => void,
    /** Whom to act as. */
    private readonly impersonation?: Impersonation,
  ) {
    this.cluster = new Cluster({ path })
  }

  async request(request: ApiRequest): Promise<ApiResponse> {
    try {
      const { impersonation } = this
      const sent = impersonation ? { ...request, impersonate: impersonation } : request
      const response = await this.cluster.request(sent, ADMINISTRATOR)
      for (const warning of response.warnings) this.warn(warning)
      return response
    } catch (error) {
      if (error instanceof StatusError) for (const warning of error.warnings) this.warn(warning)
      throw error
    }
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
