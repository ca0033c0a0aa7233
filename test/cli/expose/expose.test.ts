import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', labels: { app: 'dns' } },
  spec: {
    containers: [
      {
        name: 'c',
        image: 'x',
        ports: [{ containerPort: 53, protocol: 'UDP' }, { containerPort: 53 }, { containerPort: 80, protocol: 'TCP' }],
      },
    ],
  },
}

beforeEach(() => {
  line = new CommandLine().file('pod.json', JSON.stringify(POD))
})
afterEach(() => line.remove())

const exposed = async (...argv: string[]) =>
  JSON.parse(await line.ok('expose', '-f', 'pod.json', '--dry-run=client', '-o', 'json', ...argv))
const fails = async (...argv: string[]) => (await line.run(['expose', '-f', 'pod.json', ...argv])).stderr

test('a port with two protocols becomes two', async () => {
  const { spec } = await exposed()
  expect(spec.ports).toEqual([
    { name: 'port-1-udp', protocol: 'UDP', port: 53, targetPort: 53 },
    { name: 'port-1-tcp', protocol: 'TCP', port: 53, targetPort: 53 },
    { name: 'port-2', protocol: 'TCP', port: 80, targetPort: 80 },
  ])
  expect((await exposed('--protocol=SCTP')).spec.ports).toEqual([
    { name: 'port-1', protocol: 'SCTP', port: 53, targetPort: 53 },
    { name: 'port-2', protocol: 'SCTP', port: 80, targetPort: 80 },
  ])
})

test('flags come before what the object says', async () => {
  const service = await exposed('--port=1,2', '--target-port=http', '--selector=a=b', '-l', 'c=d', '--name=web')
  expect(service.metadata).toEqual({ name: 'web', labels: { c: 'd' } })
  expect(service.spec).toEqual({
    ports: [
      { name: 'port-1', protocol: 'TCP', port: 1, targetPort: 'http' },
      { name: 'port-2', protocol: 'TCP', port: 2, targetPort: 'http' },
    ],
    selector: { a: 'b' },
  })
  expect((await exposed('--port=80', '-n', 'blue')).metadata.namespace).toBe('blue')
})

test('--overrides of each type', async () => {
  expect((await exposed('--port=80', '--overrides={"spec":{"type":"NodePort","selector":null}}')).spec).toMatchObject({
    type: 'NodePort',
    ports: [{ port: 80 }],
  })
  const strategic = await exposed(
    '--port=80',
    '--override-type=strategic',
    '--overrides={"spec":{"ports":[{"port":80,"name":"x"}]}}',
  )
  expect(strategic.spec.ports).toEqual([{ name: 'x', protocol: 'TCP', port: 80, targetPort: 80 }])
  const json = '[{"op":"replace","path":"/spec/ports/0/port","value":81}]'
  expect((await exposed('--port=80', '--override-type=json', `--overrides=${json}`)).spec.ports[0].port).toBe(81)
})

test('overrides that make no object', async () => {
  expect(await fails('--port=80', '--overrides={')).toBe('error: Invalid JSON Patch\n')
  expect(await fails('--port=80', '--overrides={}', '--override-type=x')).toBe('error: invalid override type: x\n')
  expect(await fails('--port=80', '--overrides={"spec":1}')).toBe(
    'error: json: cannot unmarshal number into Go struct field Service.spec of type v1.ServiceSpec\n',
  )
  expect(await fails('--port=80', '--overrides={"apiVersion":"v2"}')).toBe(
    'error: no kind "Service" is registered for version "v2" in scheme "pkg/scheme/scheme.go:28"\n',
  )
})

test('tells what it cannot read in selectors, affinities and ports', async () => {
  expect(await fails('--port=80', '--selector=a')).toBe('error: unexpected label spec: a\n')
  expect(await fails('--session-affinity=x')).toBe('error: unknown session affinity: x\n')
  expect(await fails('--port=99999999999999999999')).toBe(
    'error: strconv.Atoi: parsing "99999999999999999999": value out of range\n',
  )
})

test('what the first of several objects says holds for the others', async () => {
  const pod = (name: string, ...ports: object[]) => ({
    ...POD,
    metadata: { name, labels: { app: name } },
    spec: { containers: [{ name: 'c', image: 'x', ports }] },
  })
  const items = [
    pod('two', { containerPort: 80 }, { containerPort: 81 }),
    pod('one', { containerPort: 53, protocol: 'UDP' }),
    pod('three', { containerPort: 80, protocol: 'UDP' }, { containerPort: 82 }),
  ]
  line.file('pods.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
  line.file('back.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: items.slice(1) }))
  const ports = '{range .spec.ports[*]}{.name}:{.port}/{.protocol} {end}'
  const format = `jsonpath={.metadata.name} {.metadata.labels.app} {.spec.selector.app} ${ports}{"\\n"}`
  const all = (file: string) => line.ok('expose', '-f', file, '--dry-run=client', '-o', format)
  expect(await all('pods.json')).toBe(
    'two two two port-1:80/TCP port-2:81/TCP \n' +
      'one two two port-1:80/TCP port-2:81/TCP \n' +
      'three two two port-1:80/UDP port-2:81/TCP \n',
  )
  expect(await all('back.json')).toBe('one one one :53/UDP \nthree one one :53/TCP \n')
})

test('kinds that cannot be exposed are named with their group', async () => {
  line.file('sts.json', '{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"s"},"spec":{}}')
  expect((await line.run(['expose', '-f', 'sts.json'])).stderr).toBe('error: cannot expose a StatefulSet.apps\n')
  line.file('cm.json', '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"s"}}')
  expect((await line.run(['expose', '-f', 'cm.json'])).stderr).toBe('error: cannot expose a ConfigMap\n')
})
