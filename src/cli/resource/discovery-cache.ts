import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ApiResource } from '../../api/discovery.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'

/** How long what was remembered of a server counts, in milliseconds; kubectl's time. */
const LIFETIME = 6 * 3600 * 1000

/**
 * What is remembered of the types of a server between commands: a file in the folder of --cache-dir, beside those of kubectl. It is only a
 * memory: what cannot be read or written is none.
 */
export class DiscoveryCache {
  private readonly path: string

  /** `server` is its address, "https://127.0.0.1:6443". */
  constructor(server: string, flags: FlagValues, io: Io) {
    const folder = flags.string('cache-dir') || io.env.KUBECACHEDIR || join(io.env.HOME || homedir(), '.kube', 'cache')
    const host = server.replace(/^https?:\/\//, '').replace(/[^\w/.]/g, '_')
    this.path = join(folder, 'discovery', host, 'kubette.json')
  }

  read(): readonly ApiResource[] | undefined {
    try {
      if (Date.now() - statSync(this.path).mtimeMs > LIFETIME) return undefined
      const { resources } = JSON.parse(readFileSync(this.path, 'utf8')) as { resources?: ApiResource[] }
      return Array.isArray(resources) ? resources : undefined
    } catch {
      return undefined
    }
  }

  write(resources: readonly ApiResource[]): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o750 })
      const fresh = `${this.path}.${process.pid}`
      writeFileSync(fresh, JSON.stringify({ resources }), { mode: 0o660 })
      renameSync(fresh, this.path)
    } catch {
      // the next command asks the server again
    }
  }
}
