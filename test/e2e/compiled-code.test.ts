import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

describe('bin/kubette.js', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kubette-compiled-'))
    const isCode = (path: string) => !path.endsWith('.cache')
    cpSync('dist', join(folder, 'dist'), { recursive: true, filter: isCode })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** Runs a command on a build that has no compiled code yet, and gives the names of what is kept then. */
  function keptAfter(...args: string[]): string[] {
    const env = { ...process.env, KUBETTE_DIST: join(folder, 'dist'), KUBETTE_STATE: join(folder, 'cluster.json') }
    execFileSync(process.execPath, [resolve('bin/kubette.js'), ...args], { env, stdio: 'ignore' })
    const caches = readdirSync(join(folder, 'dist')).filter(name => name.endsWith('.cache'))
    return caches.map(name => name.split('-')[0]!).sort()
  }

  it('keeps the compiled code of the bundles that the first typical commands load, also of the one loaded later', () => {
    expect(keptAfter('version', '--client')).toEqual([])
    const written = ['kubette.behind.write', 'kubette.write']
    expect(keptAfter('apply', '-f', 'fixtures/warm-up.yaml')).toEqual(written)
    expect(keptAfter('get', 'svc')).toEqual([written[0], 'kubette.read', written[1]])
    expect(keptAfter('get', 'all', '-A')).toEqual(['kubette.behind.read', written[0], 'kubette.read', written[1]])
  })
})
