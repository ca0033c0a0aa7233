import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../fixtures/kustomize')

interface Case {
  files: Record<string, Buffer>
  steps: { argv: string[]; recorded: string }[]
}

/** A case: its files, and what `kubectl kustomize` of v1.33 printed (standard error behind `!`, the exit status behind `?`). */
function read(text: string): Case {
  const files: Record<string, Buffer> = {}
  const steps: Case['steps'] = []
  const body = text.replace(/^%file (\S+)\n(.*?)^%end\n/gms, (_, name: string, content: string) => {
    files[name] = Buffer.from(content)
    return ''
  })
  for (const line of body.replace(/\n$/, '').split('\n')) {
    const binary = /^%binary (\S+) (\S+)$/.exec(line)
    if (binary) files[binary[1]!] = Buffer.from(binary[2]!, 'base64')
    else if (line.startsWith('$ kubectl '))
      steps.push({ argv: line.slice(10).replace("''", '').split(' '), recorded: '' })
    else steps.at(-1)!.recorded += `${line.replace(/^\\/, '')}\n`
  }
  return { files, steps }
}

const lines = (prefix: string, text: string): string =>
  text === '' ? '' : `${text.replace(/\n$/, '').replaceAll(/^/gm, prefix)}\n`

describe('kustomize makes what kubectl makes', () => {
  const line = new CommandLine()
  afterAll(() => line.remove())
  const cases = readdirSync(FOLDER).filter(name => name.endsWith('.txt'))

  it.each(cases)('%s', async name => {
    const folder = join(realpathSync(line.folder), name)
    const inFolder = (text: string) => text.replaceAll('<dir>', folder)
    const { files, steps } = read(readFileSync(join(FOLDER, name), 'utf8'))
    mkdirSync(folder)
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), path.endsWith('.dat') ? content : inFolder(content.toString('utf8')))
    }
    for (const { argv, recorded } of steps) {
      const { stdout, stderr, exit } = await line.runIn(folder, argv)
      expect(stdout + lines('! ', stderr) + (exit ? `? ${exit}\n` : '')).toBe(inFolder(recorded))
    }
  })
})
