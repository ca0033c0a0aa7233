import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROGRAM, Sandbox } from './program.ts'
import { Serving } from './serving.ts'

const MANIFEST = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: nginx}]}
`

let sandbox: Sandbox
let serving: Serving
/** What makes kubette a client of the server by its kubeconfig alone: another state file, which must not come to be. */
let remote: NodeJS.ProcessEnv

beforeAll(async () => {
  sandbox = new Sandbox()
  serving = await new Serving(sandbox).start()
  remote = { KUBECONFIG: serving.kubeconfig, KUBETTE_STATE: join(sandbox.folder, 'none.json') }
  writeFileSync(join(sandbox.folder, 'web.yaml'), MANIFEST)
})

afterAll(async () => {
  await serving.stop()
  sandbox.remove()
})

const ageless = (text: string): string => text.replace(/\b\d+[smh](\d+s)?\b/g, 'AGE').replace(/ +/g, ' ')

describe('a command by the kubeconfig and one on the state file', () => {
  test('do the same', async () => {
    expect(await sandbox.ok(['apply', '-f', 'web.yaml'], { env: remote })).toBe(
      'service/web created\ndeployment.apps/web created\n',
    )
    expect(await sandbox.ok(['rollout', 'status', 'deployment/web'], { env: remote })).toBe(
      'deployment "web" successfully rolled out\n',
    )
    for (const line of [
      'get all,endpoints',
      'describe service web',
      'get nodes -o wide',
      'get svc web -o yaml',
      'api-versions',
      'explain svc.spec',
      'version',
      'get nope',
      'get pod nope',
      'auth can-i list pods',
    ]) {
      const args = line.split(' ')
      const [one, other] = [await sandbox.kubette(args, { env: remote }), await sandbox.kubette(args)]
      expect(ageless(one.stdout + one.stderr), line).toBe(ageless(other.stdout + other.stderr))
      expect(one.exit).toBe(other.exit)
    }
    expect(existsSync(join(sandbox.folder, 'none.json'))).toBe(false)
  })

  test('by address and token', async () => {
    const [, token] = /token: (\S+)/.exec(readFileSync(serving.kubeconfig, 'utf8'))!
    const env = { KUBETTE_STATE: remote.KUBETTE_STATE }
    const at = ['--server', serving.url, '--insecure-skip-tls-verify']
    expect(await sandbox.ok(['get', 'ns', 'default', '-o', 'name', '--token', token!, ...at], { env })).toBe(
      'namespace/default\n',
    )
    const { stderr, exit } = await sandbox.kubette(['get', 'ns', '--token', 'wrong', ...at], { env })
    expect([stderr, exit]).toEqual(['error: You must be logged in to the server (Unauthorized)\n', 1])
    const untrusted = await sandbox.kubette(['get', 'ns', '--token', token!, '--server', serving.url], { env })
    expect(untrusted.stderr).toBe(
      'Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority\n',
    )
  })

  test('the cluster is not thrown away under the server', async () => {
    const { stderr, exit } = await sandbox.kubette(['cluster', 'reset', '--yes'])
    expect([stderr, exit]).toEqual([
      `error: ${sandbox.state} is being served by \`kubette serve\`: stop that first\n`,
      1,
    ])
    expect(await sandbox.ok(['cluster', 'info'])).toContain(sandbox.state)
  })
})

/** Runs a command that goes on, until what it has said satisfies `enough`; then interrupts it. */
function follow(args: readonly string[], enough: (said: string) => boolean, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: sandbox.folder, env: { ...sandbox.env, ...env } })
  let said = ''
  let interrupted = false
  const look = () => {
    if (interrupted || !enough(said)) return
    interrupted = true
    child.kill('SIGINT')
  }
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', text => {
      said += text
      look()
    })
  const ended = new Promise<{ said: string; exit: number | null }>(resolve =>
    child.once('close', exit => resolve({ said, exit })),
  )
  return { ended, said: () => said, kill: () => child.kill('SIGKILL') }
}

describe.each([
  ['by the kubeconfig', () => remote],
  ['through the server of the state file', () => ({})],
  ['on the state file alone', () => ({})],
])('watching %s', (how, env) => {
  beforeAll(async () => {
    if (how.endsWith('alone')) await serving.stop()
  })

  test('shows what happens until it is interrupted', async () => {
    const args = ['get', 'cm', '-l', 'seen=yes', '-w', '--output-watch-events', '--no-headers', '--show-labels']
    const { ended, said, kill } = follow(args, text => text.includes('DELETED'), env())
    try {
      // what is there is shown first, so that something must be there to see that the watch has begun
      await sandbox.ok(['create', 'cm', 'first'])
      await sandbox.ok(['label', 'cm', 'first', 'seen=yes'])
      await expect.poll(said, { timeout: 20_000 }).toContain('first')
      await sandbox.ok(['create', 'cm', 'second'])
      await sandbox.ok(['label', 'cm', 'second', 'seen=yes'])
      await expect.poll(said, { timeout: 20_000 }).toContain('second')
      await sandbox.ok(['delete', 'cm', 'first', 'second'])
      const { said: all, exit } = await ended
      expect(exit).toBe(1)
      const events = all.split('\n').flatMap(line => (line ? [line.split(/ +/).slice(0, 2).join(' ')] : []))
      expect(events.slice(0, 3)).toEqual(['ADDED first', 'ADDED second', 'DELETED first'])
    } finally {
      kill()
    }
  })

  test('wait ends when the condition is met', async () => {
    await sandbox.ok(['create', 'cm', 'waited'])
    const waiting = sandbox.kubette(
      ['wait', 'cm/waited', '--for=jsonpath={.metadata.labels.done}=yes', '--timeout=30s'],
      { env: env() },
    )
    const gone = sandbox.kubette(['wait', 'cm/waited', '--for=delete', '--timeout=30s'], { env: env() })
    await new Promise(resolve => setTimeout(resolve, 500))
    await sandbox.ok(['label', 'cm', 'waited', 'done=yes'])
    expect(await waiting).toEqual({ stdout: 'configmap/waited condition met\n', stderr: '', exit: 0 })
    await sandbox.ok(['delete', 'cm', 'waited'])
    expect(await gone).toEqual({ stdout: 'configmap/waited condition met\n', stderr: '', exit: 0 })
    const late = await sandbox.kubette(['wait', 'ns/default', '--for=condition=nope', '--timeout=1s'], { env: env() })
    expect(late).toEqual({
      stdout: '',
      stderr: 'error: timed out waiting for the condition on namespaces/default\n',
      exit: 1,
    })
  })
})

test('a note that a server has left behind does no harm', async () => {
  await serving.start()
  await serving.stop('SIGKILL')
  expect(existsSync(`${sandbox.state}.server`)).toBe(true)
  expect(await sandbox.ok(['get', 'ns', 'default', '-o', 'name'])).toBe('namespace/default\n')
  // another program may have its port now, and another process its number
  const note = JSON.parse(readFileSync(`${sandbox.state}.server`, 'utf8'))
  writeFileSync(`${sandbox.state}.server`, JSON.stringify({ ...note, pid: process.pid }))
  const other = createServer(socket =>
    socket
      .on('error', () => {})
      .resume()
      .end('nonsense\n'),
  )
  await new Promise<void>(resolve => other.listen(Number(new URL(note.url).port), '127.0.0.1', resolve))
  expect(await sandbox.ok(['create', 'cm', 'after'])).toBe('configmap/after created\n')
  await new Promise(resolve => other.close(resolve))
})
