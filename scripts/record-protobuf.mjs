// Records the Protocol Buffers that real kubectls send, for test/server/request/protobuf: fixtures/protobuf/kubectl.json.
//
//   npm run build && node scripts/record-protobuf.mjs /path/to/kubectl.1.32 /path/to/kubectl.1.33 …
//
// Those before 1.32 send JSON. The commands run through a recording proxy against `kubette serve`. What `--dry-run=client -o json` prints
// of the same command is kept beside the body: the JSON of the same object by the same client.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as forward } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'

const run = promisify(execFile)
const PROTOBUF = 'application/vnd.kubernetes.protobuf'

// With "!" before it: a command of which there is no dry run, or one that does not print what is sent.
const COMMANDS = [
  'create namespace shop',
  'create deployment web --image=nginx --replicas=0 --port=80',
  'create deployment two --image=nginx --image=redis:7 --replicas=3',
  'create job once --image=busybox -- date -u',
  'create cronjob nightly --image=busybox --schedule=@daily --restart=Never -- sh -c true',
  '!create job again --from=cronjob/nightly',
  'create service clusterip inner --tcp=80:8080 --tcp=443',
  'create service clusterip headless --clusterip=None',
  'create service nodeport outer --tcp=80:http --node-port=30080',
  'create service loadbalancer edge --tcp=443:8443',
  'create service externalname away --external-name=example.com',
  'create configmap settings --from-literal=mode=dark --from-literal=empty=',
  'create configmap binary --from-file=data=BINARY',
  'create secret generic token --from-literal=key=väl --from-file=data=BINARY',
  'create secret docker-registry registry --docker-username=u --docker-password=p',
  'create serviceaccount robot',
  'create role reader --verb=get,list --resource=pods,deployments.apps --resource-name=web',
  'create rolebinding readers --role=reader --user=ann --group=staff --serviceaccount=default:robot',
  'create clusterrole viewer --verb=get --non-resource-url=/logs/*',
  'create clusterrole sum --aggregation-rule=rbac.example.com/sum=true',
  'create clusterrolebinding viewers --clusterrole=viewer --user=ann',
  'create quota small --hard=cpu=1.5,memory=1Gi,pods=0 --scopes=NotTerminating -n shop',
  'create poddisruptionbudget half --selector=app=web --min-available=50%',
  'create poddisruptionbudget one --selector=app=web --max-unavailable=0',
  'create priorityclass none --value=0 --description=nothing --preemption-policy=Never',
  'create priorityclass low --value=-5 --global-default=false',
  'create ingress front --class=nginx --rule=a.example.com/x*=inner:80,tls=cert --annotation=a=b',
  'create ingress back --default-backend=inner:http',
  '!create token robot --audience=vault --duration=1h --bound-object-kind=Secret --bound-object-name=token',
  'autoscale deployment web --min=2 --max=5 --cpu-percent=80',
  '!auth can-i list deployments.apps/scale --subresource=scale -n shop',
  '!auth can-i get /healthz',
  '!auth can-i --list',
  '!auth whoami',
  '!certificate approve csr',
]

const folder = mkdtempSync(join(tmpdir(), 'kubette-record-'))
const BINARY = join(folder, 'data')
const CSR = join(folder, 'csr.json')
writeFileSync(BINARY, Buffer.from([0, 255, 254, 10]))
const newRequest = [
  'req',
  '-new',
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:P-256',
  '-nodes',
  '-keyout',
  '/dev/null',
]
const { stdout: pem } = await run('openssl', [...newRequest, '-subj', '/CN=robot'])
const csr = { apiVersion: 'certificates.k8s.io/v1', kind: 'CertificateSigningRequest', metadata: { name: 'csr' } }
const signerName = 'kubernetes.io/kube-apiserver-client'
const spec = { request: Buffer.from(pem).toString('base64'), signerName, usages: ['client auth'] }
writeFileSync(CSR, JSON.stringify({ ...csr, spec }))

const recorded = new Map()
for (const kubectl of process.argv.slice(2)) await recordAll(kubectl)
const lines = [...recorded.values()].map(record => JSON.stringify(record))
mkdirSync('fixtures/protobuf', { recursive: true })
writeFileSync('fixtures/protobuf/kubectl.json', `[\n${lines.join(',\n')}\n]\n`)
rmSync(folder, { recursive: true })

async function recordAll(kubectl) {
  const { stdout } = await run(kubectl, ['version', '--client', '-o', 'json'])
  const { major, minor } = JSON.parse(stdout).clientVersion
  const version = `${major}.${minor}`
  const server = await startServer(version)
  const sent = []
  const proxy = await startProxy(server.port, request => sent.push(request))
  const { port } = proxy.address()
  const options = [
    '--server',
    `http://127.0.0.1:${port}`,
    '--kubeconfig',
    '/dev/null',
    '--cache-dir',
    join(folder, version),
  ]
  const call = (words, more = []) => {
    const at = words.includes('--') ? words.indexOf('--') : words.length
    return run(kubectl, words.toSpliced(at, 0, ...options, ...more), { timeout: 30_000 })
  }
  await call(['create', '-f', CSR])
  for (const line of COMMANDS) {
    const command = line.replace(/^!/, '')
    const words = command.replace('BINARY', BINARY).split(' ')
    const printed = line === command ? (await call(words, ['--dry-run=client', '-o', 'json'])).stdout : undefined
    sent.length = 0
    await call(words).catch(error => console.error(`${version}: ${error.message}`))
    if (sent.length === 0) console.error(`${version}: no Protocol Buffers: ${command}`)
    for (const [i, { request, body }] of sent.entries()) {
      const key = `${command} ${i} ${body}`
      const object = printed && { printed: printed.replace(/\n\s*/g, '') }
      if (!recorded.has(key)) recorded.set(key, { command, kubectl: [], request, body, ...object })
      recorded.get(key).kubectl.push(version)
    }
  }
  proxy.close()
  proxy.closeAllConnections()
  server.process.kill()
  await new Promise(resolve => server.process.on('exit', resolve))
}

async function startServer(version) {
  const args = ['serve', '--no-tls', '--port', '0', '--token', 'recorder', '--state', join(folder, `${version}.json`)]
  const child = spawn(process.execPath, ['bin/kubette.js', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  process.once('exit', () => child.kill())
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { process: child, port: Number(/:(\d+)$/.exec(line.trim())[1]) }
}

async function startProxy(port, sent) {
  const proxy = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming)
    if (incoming.headers['content-type'] === PROTOBUF)
      sent({ request: `${incoming.method} ${incoming.url}`, body: body.toString('base64') })
    // without TLS kubectl keeps its token to itself
    const headers = { ...incoming.headers, host: `127.0.0.1:${port}`, authorization: 'Bearer recorder' }
    const { method, url: path } = incoming
    forward({ host: '127.0.0.1', port, method, path, headers }, answer => {
      outgoing.writeHead(answer.statusCode, answer.headers)
      answer.pipe(outgoing)
    }).end(body)
  })
  await new Promise(resolve => proxy.listen(0, '127.0.0.1', resolve))
  return proxy
}
