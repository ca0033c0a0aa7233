import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { replay } from './replay.ts'

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../fixtures/conformance')

/** Commands that cannot answer as the real cluster did, and why; once one of them does, it must go from this list. */
const KNOWN: Record<string, { because: string; commands: string[] }> = {}

const cases = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter(entry => entry.name.endsWith('.txt'))
  .map(entry => relative(FOLDER, join(entry.parentPath, entry.name)))
  .sort()

describe.concurrent('a real cluster', () => {
  it.each(cases)('is what kubette is like in %s', async name => {
    const differing = await replay(readFileSync(join(FOLDER, name), 'utf8'))
    const known = KNOWN[name]?.commands ?? []
    const unknown = differing.filter(d => !known.includes(d.now.command))
    expect(unknown.map(d => d.now)).toEqual(unknown.map(d => d.recorded))
    expect(differing.map(d => d.now.command)).toEqual(known)
  })
})
