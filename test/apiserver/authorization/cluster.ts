import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApiRequest } from '../../../src/api/request.ts'
import { fixedClock } from '../../../src/apimachinery/clock.ts'
import { seededRandom } from '../../../src/apimachinery/random.ts'
import { StatusError } from '../../../src/apimachinery/status.ts'
import { Cluster } from '../../../src/cluster/cluster.ts'
import type { UserInfo } from '../../../src/kinds/kind.ts'

const ADMIN: UserInfo = { username: 'admin', groups: ['system:masters', 'system:authenticated'] }

/** A cluster in a folder of its own, asked as somebody. */
export class TestCluster {
  private readonly folder = mkdtempSync(join(tmpdir(), 'kubette-'))
  readonly cluster = new Cluster({
    path: join(this.folder, 'cluster.json'),
    clock: fixedClock('2026-01-01T00:00:00Z'),
    random: seededRandom(1),
  });

  [Symbol.dispose](): void {
    this.cluster.flush()
    rmSync(this.folder, { recursive: true })
  }

  /** The body of the answer; what the API refuses comes as its message. */
  async ask(
    method: ApiRequest['method'],
    path: string,
    body?: object,
    more: Partial<ApiRequest> = {},
  ): Promise<unknown> {
    const contentType = method === 'PATCH' ? { contentType: 'application/merge-patch+json' } : {}
    try {
      const request = { method, path, ...(body ? { body } : {}), ...contentType, ...more }
      return (await this.cluster.request(request, ADMIN)).body
    } catch (error) {
      if (error instanceof StatusError) return error.message
      throw error
    }
  }
}
