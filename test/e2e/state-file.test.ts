import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROGRAM, type Result, type RunOptions, run, Sandbox } from './program.ts'

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n'
const NOBODY = 65534
const root = process.getuid?.() === 0
/** Permissions do not bind root: what is about them is done as somebody else. */
const asSomebody: RunOptions = root ? { uid: NOBODY } : {}

function expectRefusal(result: Result, message: string | RegExp): void {
  expect(result.stderr).toMatch(message)
  expect(result.stderr).toMatch(/^error: [^\n]*\n$/)
  expect([result.stdout, result.exit]).toEqual(['', 1])
}

/** A sandbox that has a cluster already. */
async function withCluster(): Promise<Sandbox> {
  const sandbox = new Sandbox()
  await sandbox.ok(['get', 'svc'])
  return sandbox
}

const apply = (sandbox: Sandbox, options: RunOptions = {}) =>
  sandbox.kubette(['apply', '-f', '-'], { input: SERVICE, ...options })

describe.concurrent('the state file', () => {
  it('is made with the first command, for its owner only', async () => {
    using sandbox = await withCluster()
    expect(statSync(sandbox.state).mode & 0o777).toBe(0o600)
    expect(readdirSync(dirname(sandbox.state)).sort()).toEqual(['cluster.json', 'cluster.json.lock'])
  })

  it('is found by --state, KUBETTE_STATE, XDG_STATE_HOME and HOME, in this order', async () => {
    using sandbox = new Sandbox()
    const at = (name: string) => join(sandbox.folder, name)
    const xdg = { XDG_STATE_HOME: at('xdg') }
    await sandbox.ok(['get', 'svc', '--state', 'flag.json'], { env: { KUBETTE_STATE: at('env.json'), ...xdg } })
    expect(['flag.json', 'env.json', 'xdg'].map(name => existsSync(at(name)))).toEqual([true, false, false])
    await sandbox.ok(['get', 'svc'], { env: { KUBETTE_STATE: at('env.json'), ...xdg } })
    expect(['env.json', 'xdg'].map(name => existsSync(at(name)))).toEqual([true, false])
    await sandbox.ok(['get', 'svc'], { env: { KUBETTE_STATE: '', ...xdg } })
    expect(existsSync(at('xdg/kubette/cluster.json'))).toBe(true)
    await sandbox.ok(['get', 'svc'], { env: { KUBETTE_STATE: '', XDG_STATE_HOME: '' } })
    expect(existsSync(at('.local/state/kubette/cluster.json'))).toBe(true)
  })

  it.each([
    ['is cut off', (text: string) => text.slice(0, text.length / 2), /is damaged: it ends in the middle; restore it/],
    ['is empty', () => '', /is damaged: it is empty; restore it/],
    [
      'is of a newer version',
      (text: string) => text.replace('"format":1', '"format":9'),
      /format 9.*use a newer kubette/,
    ],
    ['is something else', () => 'hello\n', /is damaged: it is not valid JSON; restore it/],
  ])('is left alone where it %s', async (_, change, message) => {
    using sandbox = await withCluster()
    writeFileSync(sandbox.state, change(readFileSync(sandbox.state, 'utf8')))
    const before = readFileSync(sandbox.state)
    for (const result of [await apply(sandbox), await sandbox.kubette(['get', 'svc'])]) {
      expectRefusal(result, message)
      expect(result.stderr).toContain(sandbox.state)
    }
    expect(readFileSync(sandbox.state)).toEqual(before)
  })

  it('may not be a folder', async () => {
    using sandbox = new Sandbox()
    mkdirSync(sandbox.state, { recursive: true })
    expectRefusal(await apply(sandbox), /unable to read the state file .*cluster\.json: it is a directory/)
    expectRefusal(await sandbox.kubette(['get', 'svc']), /it is a directory/)
    expect(readdirSync(sandbox.state)).toEqual([])
  })

  it('may not lie below a file', async () => {
    using sandbox = new Sandbox()
    writeFileSync(join(sandbox.folder, 'state'), '')
    expectRefusal(await apply(sandbox), /the state file .*: /)
    expectRefusal(await sandbox.kubette(['get', 'svc']), /the state file .*: /)
  })

  it('can be read, not written, in a folder that is read-only', async () => {
    using sandbox = await withCluster()
    const folder = dirname(sandbox.state)
    if (root) for (const path of [sandbox.folder, folder, sandbox.state]) chownSync(path, NOBODY, NOBODY)
    chmodSync(folder, 0o500)
    const before = readFileSync(sandbox.state)
    const get = await sandbox.kubette(['get', 'svc', '-o', 'name'], asSomebody)
    expect(get).toEqual({ stdout: 'service/kubernetes\n', stderr: '', exit: 0 })
    expectRefusal(await apply(sandbox, asSomebody), /permission denied/)
    expect(readFileSync(sandbox.state)).toEqual(before)
    chmodSync(folder, 0o700)
  })

  it('stays as it was where no more can be written', async () => {
    using sandbox = await withCluster()
    const before = readFileSync(sandbox.state)
    const limit = Math.floor(before.length / 1024) - 1
    const result = await run(
      'bash',
      ['-c', `trap '' XFSZ; ulimit -f ${limit}; exec "$@"`, 'bash', process.execPath, PROGRAM, 'apply', '-f', '-'],
      { cwd: sandbox.folder, env: sandbox.env, input: SERVICE },
    )
    expectRefusal(result, /unable to write the state file .*: the file is too large/)
    expect(readFileSync(sandbox.state)).toEqual(before)
    expect(readdirSync(dirname(sandbox.state)).sort()).toEqual(['cluster.json', 'cluster.json.lock'])
  })
})
