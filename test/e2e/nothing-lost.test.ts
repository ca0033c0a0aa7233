import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/apimachinery/random.ts'
import { checkAtRest, parseState } from './invariants.ts'
import { runAndKill } from './kill.ts'
import { Sandbox } from './program.ts'

const KILLS = 200
const SIDE_BY_SIDE = 4
const APPS = ['a', 'b', 'c']

const manifest = (app: string, replicas: number, type: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${app}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${app}}}
  template:
    metadata: {labels: {app: ${app}}}
    spec: {containers: [{name: c, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: ${app}}
spec: {type: ${type}, selector: {app: ${app}}, ports: [{port: 80}]}
`

/** One of the commands that change the cluster, chosen at random. */
function anyCommand(sandbox: Sandbox, int: (n: number) => number): string[] {
  const app = APPS[int(APPS.length)]!
  switch (int(4)) {
    case 0:
      return ['scale', 'deployment', app, `--replicas=${int(6)}`]
    case 1:
      return ['delete', int(2) ? 'svc,deployment' : 'pod', ...(int(2) ? ['-l', `app=${app}`] : ['--all']), '--now']
    default: {
      const file = join(sandbox.folder, `${app}.yaml`)
      writeFileSync(file, manifest(app, int(5), int(2) ? 'NodePort' : 'ClusterIP'))
      return ['apply', '-f', file]
    }
  }
}

/** What a command said that it had done must be in the file, whatever became of the command. */
function checkSaid(stdout: string, state: ReadonlyMap<string, unknown>): void {
  for (const [, kind, name] of stdout.matchAll(
    /^(service|deployment\.apps)\/(\S+) (?:created|configured|unchanged)$/gm,
  ))
    expect([...state.keys()]).toContain(
      kind === 'service' ? `/registry/services/specs/default/${name}` : `/registry/deployments/default/${name}`,
    )
}

async function killMany(seed: number, kills: number): Promise<{ killed: number; versions: Set<string> }> {
  using sandbox = new Sandbox()
  const random = seededRandom(seed)
  const versions = new Set<string>()
  let killed = 0
  // moves until half of the commands are killed, so that the moments are spread over all that a command does
  let longest = 400
  for (let i = 0; i < kills; i++) {
    const command = anyCommand(sandbox, random.int)
    const result = await runAndKill(sandbox, command, random.int(Math.round(longest)))
    longest *= result.killed ? 1.1 : 0.9
    if (result.killed) killed++
    if (!existsSync(sandbox.state)) continue
    const text = readFileSync(sandbox.state, 'utf8')
    versions.add(text)
    const state = parseState(text)
    checkAtRest(state)
    checkSaid(result.stdout, state)
  }
  // nothing that a killed command leaves may be in the way of the next, or pile up
  await sandbox.ok(['apply', '-f', '-'], { input: manifest('last', 1, 'ClusterIP') })
  expect(readdirSync(dirname(sandbox.state)).sort()).toEqual(['cluster.json', 'cluster.json.lock'])
  return { killed, versions }
}

describe('nothing is lost', () => {
  it(`when the program is killed at ${KILLS} random moments`, async () => {
    const seeds = Array.from({ length: SIDE_BY_SIDE }, (_, i) => i + 1)
    const results = await Promise.all(seeds.map(seed => killMany(seed, KILLS / SIDE_BY_SIDE)))
    const killed = results.reduce((sum, r) => sum + r.killed, 0)
    // otherwise this would have tested something else
    expect(killed).toBeGreaterThan(KILLS / 4)
    expect(results.reduce((sum, r) => sum + r.versions.size, 0)).toBeGreaterThan(KILLS / 10)
  })

  it('when 50 commands write at once', async () => {
    using sandbox = new Sandbox()
    const names = Array.from({ length: 50 }, (_, i) => `web-${i}`)
    const outputs = await Promise.all(
      names.map(name => sandbox.ok(['apply', '-f', '-'], { input: manifest(name, 1, 'NodePort') })),
    )
    expect(outputs).toEqual(names.map(name => `deployment.apps/${name} created\nservice/${name} created\n`))
    const state = parseState(readFileSync(sandbox.state, 'utf8'))
    checkAtRest(state)
    const keys = [...state.keys()]
    expect(keys).toEqual(expect.arrayContaining(names.map(name => `/registry/services/specs/default/${name}`)))
    expect(keys.filter(key => key.startsWith('/registry/pods/'))).toHaveLength(50)
  })
})
