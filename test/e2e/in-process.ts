import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApiRequest } from '../../src/api/request.ts'
import { fixedClock } from '../../src/apimachinery/clock.ts'
import { seededRandom } from '../../src/apimachinery/random.ts'
import { StatusError } from '../../src/apimachinery/status.ts'
import { Cluster } from '../../src/cluster/cluster.ts'
import { checkAtRest, parseState, type StoredObject } from './invariants.ts'

const ADMIN = { username: 'kubernetes-admin', groups: ['system:masters'] }

/** A new cluster in this process, where requests are quick; the same each time for the same seed. */
export class ClusterInProcess {
  private readonly folder = mkdtempSync(join(tmpdir(), 'kubette-cluster-'))
  private readonly cluster: Cluster

  constructor(seed: number) {
    const clock = fixedClock('2026-01-01T00:00:00Z')
    this.cluster = new Cluster({ path: join(this.folder, 'cluster.json'), clock, random: seededRandom(seed) })
  }

  /** The code of the answer, also of a refusal. Whatever is no answer of an API is thrown. */
  async request(request: ApiRequest): Promise<number> {
    try {
      return (await this.cluster.request(request, ADMIN)).code
    } catch (error) {
      if (error instanceof StatusError) return error.status.code
      throw error
    }
  }

  create(path: string, body: object): Promise<number> {
    return this.request({ method: 'POST', path, body })
  }

  patch(path: string, body: object): Promise<number> {
    return this.request({ method: 'PATCH', path, contentType: 'application/merge-patch+json', body })
  }

  delete(path: string, body?: object): Promise<number> {
    return this.request({ method: 'DELETE', path, body })
  }

  /** The objects by key, after checking that the cluster is at rest. */
  async checked(): Promise<Map<string, StoredObject>> {
    const state = parseState((await this.cluster.document()).toBytes().toString())
    checkAtRest(state)
    return state
  }

  [Symbol.dispose](): void {
    this.cluster.flush()
    rmSync(this.folder, { recursive: true })
  }
}
