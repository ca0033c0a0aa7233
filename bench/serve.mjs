#!/usr/bin/env node
// Measures `kubette serve` on loopback with connections that are kept, its state on disk.
//
//   npm run bench:serve -- [--node PATH] [--program PATH] [--seconds N]
//
// GETs are compared with a bare node:http server that answers the same bytes.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Connection, load, percentile, watch } from './http-client.mjs'
import { podsBehindServices } from './manifests.mjs'
import { Machine } from './measure.mjs'

const { values: options } = parseArgs({
  options: {
    node: { type: 'string', default: process.execPath },
    program: { type: 'string', default: fileURLToPath(new URL('../bin/kubette.js', import.meta.url)) },
    seconds: { type: 'string', default: '4' },
    only: { type: 'string', default: '' },
  },
})
const MILLISECONDS = Number(options.seconds) * 1000
const TOKEN = 'bench-token'
const SERVICES = '/api/v1/namespaces/default/services'
const BARE = `const { createServer } = require('node:http')
const body = Buffer.from(process.argv[1], 'base64')
const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache, private', 'Content-Length': body.length }
const server = createServer((request, response) => response.writeHead(200, headers).end(body))
server.listen(0, '127.0.0.1', () => console.log('listening at http://127.0.0.1:' + server.address().port))`

const folder = mkdtempSync(join(tmpdir(), 'kubette-bench-'))
const machine = new Machine({ node: options.node, program: options.program, folder })
let missed = 0

/** Starts a server and gives its port when it says where it listens. */
async function start(args, env = machine.env) {
  const child = spawn(options.node, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const port = Number(/:(\d+)\s*$/.exec(line)[1])
  const stop = async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { port, stop, pid: child.pid }
}

const serve = () =>
  start([options.program, 'serve', '--port', '0', '--no-tls'], { ...machine.env, KUBETTE_TOKEN: TOKEN })

const connections = (n, port) => Array.from({ length: n }, () => new Connection(port, TOKEN))

function row(name, value, goal = '', missedGoal = false) {
  if (missedGoal) missed++
  console.log(`${name.padEnd(46)} ${value.padStart(26)}  ${goal}${missedGoal ? ' !' : ''}`.trimEnd())
}

const service = (name, sent) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, ...(sent === undefined ? {} : { annotations: { sent: String(sent) } }) },
  spec: { selector: { app: name }, ports: [{ port: 80 }] },
})

async function ok(connection, code, ...request) {
  const answer = await connection.request(...request)
  if (answer.code !== code) throw new Error(`${request.slice(0, 2).join(' ')}: ${answer.code} ${answer.body}`)
  return answer.body
}

const rates = ({ perSecond, p99 }) => `${Math.round(perSecond)}/s, p99 ${p99.toFixed(1)} ms`

async function gets() {
  const server = await serve()
  const pool = connections(8, server.port)
  await ok(pool[0], 201, 'POST', SERVICES, service('web'))
  const body = await ok(pool[0], 200, 'GET', `${SERVICES}/web`)
  const bare = await start(['-e', BARE, body.toString('base64')])
  const barePool = connections(8, bare.port)
  const get = connection => connection.request('GET', `${SERVICES}/web`)
  await load(pool, 1000, get)
  await load(barePool, 1000, get)
  const ours = await load(pool, MILLISECONDS, get)
  const theirs = await load(barePool, MILLISECONDS, get)
  row('GET of a Service, bare node:http', rates(theirs))
  const times = theirs.perSecond / ours.perSecond
  row('GET of a Service', rates(ours), `${times.toFixed(2)}x (2x)`, times > 2)
  for (const connection of [...pool, ...barePool]) connection.close()
  await bare.stop()
  await server.stop()
}

async function creates() {
  for (const clients of [1, 8, 64]) {
    rmSync(machine.state, { force: true })
    const server = await serve()
    const pool = connections(clients, server.port)
    let made = 0
    const create = connection => ok(connection, 201, 'POST', SERVICES, service(`web-${made++}`))
    row(`creates of Services on disk, ${clients} clients`, rates(await load(pool, MILLISECONDS, create)))
    for (const connection of pool) connection.close()
    await server.stop()
  }
}

async function watchers() {
  rmSync(machine.state, { force: true })
  const server = await serve()
  const [writer] = connections(1, server.port)
  const { metadata } = JSON.parse(await ok(writer, 200, 'GET', SERVICES))
  const N = 1000
  const EVENTS = 100
  const delays = []
  let disorder = 0
  const path = `${SERVICES}?watch=true&resourceVersion=${metadata.resourceVersion}`
  const sockets = []
  for (let i = 0; i < N; i++) {
    let next = 0
    const socket = await watch(server.port, TOKEN, path, line => {
      const [, n, sent] = /"name":"web-(\d+)".*"sent":"([\d.]+)"/.exec(line)
      if (Number(n) !== next++) disorder++
      delays.push(performance.now() - Number(sent))
    })
    sockets.push(socket)
  }
  for (let i = 0; i < EVENTS; i++) {
    await ok(writer, 201, 'POST', SERVICES, service(`web-${i}`, performance.now()))
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  for (let i = 0; i < 100 && delays.length < N * EVENTS; i++) await new Promise(resolve => setTimeout(resolve, 50))
  const lost = N * EVENTS - delays.length
  row(`${N} watchers, ${EVENTS} events: lost, out of order`, `${lost}, ${disorder}`, '', lost + disorder > 0)
  row('delay from the request to the last watchers', `p99 ${percentile(delays, 99).toFixed(1)} ms`)
  for (const socket of sockets) socket.destroy()
  writer.close()
  await server.stop()
}

async function manyPods() {
  rmSync(machine.state, { force: true })
  const manifest = join(folder, 'pods.yaml')
  writeFileSync(manifest, podsBehindServices(10_000, 120))
  machine.kubette(['apply', '-f', manifest])
  const server = await serve()
  const [client] = connections(1, server.port)
  const listed = async () => {
    const started = performance.now()
    let items = 0
    let token = ''
    do {
      const body = await ok(client, 200, 'GET', `/api/v1/pods?limit=500&continue=${encodeURIComponent(token)}`)
      const list = JSON.parse(body)
      items += list.items.length
      token = list.metadata.continue ?? ''
    } while (token !== '')
    if (items !== 10_000) throw new Error(`${items} pods were listed`)
    return performance.now() - started
  }
  const first = await listed()
  row('list of 10,000 pods in chunks of 500', `${Math.round(first)} ms, then ${Math.round(await listed())} ms`)
  row('memory at 10,000 pods', `${memory(server.pid, 'VmRSS')} MB, most ${memory(server.pid, 'VmHWM')} MB`)
  client.close()
  await server.stop()
}

function memory(pid, what) {
  return Math.round(
    Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024,
  )
}

try {
  for (const measure of [gets, creates, watchers, manyPods]) if (measure.name.includes(options.only)) await measure()
} finally {
  rmSync(folder, { recursive: true })
}
console.log(missed ? `\n${missed} goals missed` : '\nall goals met')
process.exitCode = missed ? 1 : 0
