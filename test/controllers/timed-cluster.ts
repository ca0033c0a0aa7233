import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KubeObject } from '../../src/api/object.ts'
import { seededRandom } from '../../src/apimachinery/random.ts'
import { Cluster } from '../../src/cluster/cluster.ts'

const ADMIN = { username: 'kubernetes-admin', groups: ['system:masters'] }

/** A whole cluster in a file, whose time passes when a test says so; it is opened anew each time, as by commands. */
export class TimedCluster {
  private readonly folder = mkdtempSync(join(tmpdir(), 'kubette-timed-'))
  private moment: number

  constructor(start = '2026-01-01T00:00:00Z') {
    this.moment = Date.parse(start)
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true })
  }

  now(): Date {
    return new Date(this.moment)
  }

  pass(seconds: number): void {
    this.moment += seconds * 1000
  }

  async send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    const cluster = new Cluster({
      path: join(this.folder, 'cluster.json'),
      clock: this,
      random: seededRandom(this.moment),
    })
    const contentType = method === 'PATCH' ? { contentType: 'application/merge-patch+json' } : {}
    try {
      const response = await cluster.request({ method, path, body, ...contentType }, ADMIN)
      return response.body
    } finally {
      cluster.flush()
    }
  }

  async get<T extends KubeObject>(path: string): Promise<T> {
    return (await this.send('GET', path)) as T
  }

  async list<T extends KubeObject>(path: string): Promise<T[]> {
    return ((await this.send('GET', path)) as { items: T[] }).items
  }
}
