// Plays the main job on a cluster of its own: a Service, three pods on two nodes, endpoints that follow them.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SESSION = [
  'apply -f fixtures/demo/service.yaml',
  'get svc',
  'get ep cluster-svc',
  'apply -f fixtures/demo/pods.yaml',
  'get pods -o wide',
  'get ep cluster-svc',
  'describe svc cluster-svc',
  'delete pod web-1',
  'get ep cluster-svc',
  'delete -f fixtures/demo/service.yaml',
  'get svc',
]

const folder = mkdtempSync(join(tmpdir(), 'kubette-demo-'))
const env = { ...process.env, KUBETTE_STATE: join(folder, 'cluster.json') }
try {
  for (const line of SESSION) {
    console.log(`$ kubette ${line}`)
    const { status } = spawnSync(process.execPath, ['bin/kubette.js', ...line.split(' ')], { env, stdio: 'inherit' })
    if (status !== 0) throw new Error(`kubette ${line} ended with status ${status}`)
  }
} finally {
  rmSync(folder, { recursive: true })
}
