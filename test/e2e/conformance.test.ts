import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { replay } from './replay.ts'

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../fixtures/conformance')

const cases = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter(entry => entry.name.endsWith('.txt'))
  .map(entry => relative(FOLDER, join(entry.parentPath, entry.name)))
  .sort()

describe.concurrent('a real cluster', () => {
  it.each(cases)('is what kubette is like in %s', async name => {
    const differing = await replay(readFileSync(join(FOLDER, name), 'utf8'))
    expect(differing.map(d => d.now)).toEqual(differing.map(d => d.recorded))
  })
})
