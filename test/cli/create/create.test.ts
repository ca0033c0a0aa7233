import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

let line: CommandLine

beforeEach(() => {
  line = new CommandLine()
})
afterEach(() => line.remove())

const fails = async (...argv: string[]) => {
  const { stderr, exit } = await line.run(argv)
  expect(exit).toBe(1)
  return stderr
}
const dry = (...argv: string[]) => line.ok('create', ...argv, '--dry-run=client')

test('generated objects are printed as Go structs: in the order of their fields, with structs that are always there', async () => {
  const keys = (text: string) => [...text.matchAll(/"(\w+)":/g)].map(m => m[1]).join(' ')
  expect(keys(await dry('service', 'clusterip', 'web', '--tcp=80:8080', '-o', 'json'))).toBe(
    'kind apiVersion metadata name labels app spec ports name protocol port targetPort selector app type status loadBalancer',
  )
  expect(await dry('namespace', 'blue', '-o', 'yaml')).toBe(
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: blue\nspec: {}\nstatus: {}\n',
  )
})

test('what the server answers is printed in the same order', async () => {
  const text = await line.ok('create', 'configmap', 'settings', '--from-literal=a=1', '-o', 'json')
  expect(text).toMatch(
    /^\{\n {4}"kind": "ConfigMap",\n {4}"apiVersion": "v1",\n {4}"metadata": \{\n {8}"name": "settings"/,
  )
})

test('-n puts the namespace into the object, the namespace of the context does not', async () => {
  expect(await dry('serviceaccount', 'robot', '-o', 'jsonpath={.metadata}')).toBe('{"name":"robot"}')
  expect(await dry('serviceaccount', 'robot', '-n', 'blue', '-o', 'jsonpath={.metadata}')).toBe(
    '{"name":"robot","namespace":"blue"}',
  )
  expect(await dry('namespace', 'green', '-n', 'blue', '-o', 'jsonpath={.metadata}')).toBe('{"name":"green"}')
})

test('--save-config of a service is taken and ignored', async () => {
  const text = await dry('service', 'clusterip', 'web', '--tcp=80', '--save-config', '-o', 'json')
  expect(JSON.parse(text).metadata).toEqual({ name: 'web', labels: { app: 'web' } })
})

test('--save-config keeps the object without an annotations field', async () => {
  const text = await dry('configmap', 'settings', '--from-literal=a=<', '--save-config', '-o', 'json')
  const { annotations } = JSON.parse(text).metadata
  expect(annotations['kubectl.kubernetes.io/last-applied-configuration']).toBe(
    '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"settings"},"data":{"a":"\\u003c"}}\n',
  )
})

test('--append-hash is that of kubectl', async () => {
  expect(await dry('configmap', 'x', '--from-literal=a=b', '--append-hash', '-o', 'name')).toBe(
    'configmap/x-64686gkt6c\n',
  )
  expect(await dry('secret', 'generic', 'x', '--from-literal=a=b', '--append-hash', '-o', 'name')).toBe(
    'secret/x-k694gm4m9h\n',
  )
})

test('files that are no UTF-8 become binary data', async () => {
  mkdirSync(join(line.folder, 'conf', 'sub'), { recursive: true })
  writeFileSync(join(line.folder, 'conf', 'text'), 'é\n')
  writeFileSync(join(line.folder, 'conf', 'bytes'), Buffer.from([0x78, 0xff]))
  expect(await dry('cm', 'x', '--from-file=conf', '-o', 'jsonpath={.data}{.binaryData}')).toBe(
    '{"text":"é\\n"}{"bytes":"eP8="}',
  )
  expect(await fails('create', 'cm', 'x', '--from-file=conf', '--from-file=bytes=conf/bytes')).toBe(
    'error: cannot add key "bytes", another key by that name already exists in BinaryData for ConfigMap "x"\n',
  )
})

test('env files: comments, a byte order mark, white space, values of the environment', async () => {
  line.file('vars', '\ufeff  A=1 \r\n# no\n\nFROM_OUTSIDE\nB=a=b')
  line.env = { FROM_OUTSIDE: 'yes' }
  expect(JSON.parse(await dry('cm', 'x', '--from-env-file=vars', '-o', 'json')).data).toEqual({
    A: '1 ',
    FROM_OUTSIDE: 'yes',
    B: 'a=b',
  })
  line.file('bad', '1A=2')
  expect(await fails('create', 'cm', 'x', '--from-env-file=bad')).toMatch(/^error: "1A" is not a valid key name: /)
})

test('keys may be called like members of every object', async () => {
  expect(
    await dry('cm', 'x', '--from-literal=__proto__=1', '--from-literal=constructor=2', '-o', 'jsonpath={.data}'),
  ).toBe('{"__proto__":"1","constructor":"2"}')
})

test('a command without a name, or with two, is told where to find help', async () => {
  expect(await fails('create', 'sa')).toBe(
    "error: exactly one NAME is required, got 0\nSee 'kubectl create serviceaccount -h' for help and examples\n",
  )
  expect(await fails('create', 'job', 'a', 'b', '--image=x', '--', 'c')).toBe(
    "error: exactly one NAME is required, got 2\nSee 'kubectl create job -h' for help and examples\n",
  )
})

test('all flags that are required are named', async () => {
  expect(await fails('create', 'cronjob')).toBe('error: required flag(s) "image", "schedule" not set\n')
})

test('an unknown subcommand', async () => {
  expect(await fails('create', 'secret', 'thing')).toBe(
    'error: unknown command "thing"\nSee \'kubectl create secret -h\' for help and examples\n',
  )
})

test('numbers of 32 bits, in any base', async () => {
  expect(await fails('create', 'deploy', 'x', '--image=x', '--replicas=3000000000')).toBe(
    'error: invalid argument "3000000000" for "-r, --replicas" flag: strconv.ParseInt: parsing "3000000000": value out of range\nSee \'kubectl create deployment --help\' for usage.\n',
  )
  expect(await dry('deploy', 'x', '--image=x', '-r', '0x3', '-o', 'jsonpath={.spec.replicas}')).toBe('3')
})

test('containers are named after their images', async () => {
  const names = await dry('deploy', 'x', '--image=reg:5000/a/b:1,c@sha256:0', '-o', 'jsonpath={..containers[*].name}')
  expect(names).toBe('b c')
  expect(await dry('deploy', 'x', '--image=a_b.c', '-o', 'jsonpath={..containers[*].name}')).toMatch(
    /^a-b-c-[a-z0-9]{5}$/,
  )
})

test('rules of an ingress: one for each host, certificates for each secret', async () => {
  const { spec } = JSON.parse(
    await dry(
      'ingress',
      'x',
      '--rule=a/b=c:d,tls',
      '--rule=a/x*=c:80,tls=foo',
      '--rule=/=x:1',
      '--rule=b/=x:1,tls',
      '-o',
      'json',
    ),
  )
  expect(spec.tls).toEqual([{ hosts: ['a', 'b'] }])
  expect(spec.rules.map((r: { host?: string }) => r.host)).toEqual(['a', undefined, 'b'])
  expect(spec.rules[0].http.paths[1]).toEqual({
    path: '/x',
    pathType: 'Prefix',
    backend: { service: { name: 'c', port: { number: 80 } } },
  })
})

test('a rule that no path can be made of is refused', async () => {
  expect(await fails('create', 'ingress', 'x', '--rule=a/b=c=e:d')).toBe(
    'error: rule a/b=c=e:d is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]\n',
  )
})

test('selectors of budgets', async () => {
  const budget = (selector: string) => ['pdb', 'x', `--selector=${selector}`, '--min-available=1'] as const
  expect(await dry(...budget('a in (c,b),d'), '-o', 'jsonpath={.spec.selector}')).toBe(
    '{"matchExpressions":[{"key":"a","operator":"In","values":["b","c"]},{"key":"d","operator":"Exists"}]}',
  )
  expect(await fails('create', ...budget('a!=b'))).toBe('error: "!=" is not a valid label selector operator\n')
})

test('create -f goes on after what fails', async () => {
  const cm = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n---\n`
  line.file('all.yaml', `${cm('a')}${cm('B')}${cm('c')}`)
  const { stdout, stderr } = await line.run(['create', '-f', 'all.yaml'])
  expect(stdout).toBe('configmap/a created\nconfigmap/c created\n')
  expect(stderr).toMatch(/^The ConfigMap "B" is invalid: metadata.name: /)
  expect(await line.ok('create', '-f', 'all.yaml', '-l', 'x', '--dry-run=client').catch(e => e.message)).toMatch(
    'no objects passed to create',
  )
})

test('create --edit creates what was edited, and nothing else', async () => {
  line.file('cm.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: old}\n')
  line.env = { EDITOR: 'sed -i s/old/new/' }
  expect(await line.ok('create', '-f', 'cm.yaml', '--edit')).toBe('configmap/a created\n')
  expect(await line.ok('get', 'cm', 'a', '-o', 'jsonpath={.data.x}')).toBe('new')
  line.env = { EDITOR: 'true' }
  expect((await line.run(['create', '-f', 'cm.yaml', '--edit'])).stderr).toBe('Edit cancelled, no changes made.\n')
})

test('create --raw', async () => {
  line.file('cm.json', '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"raw"}}')
  expect(
    JSON.parse(await line.ok('create', '--raw=/api/v1/namespaces/default/configmaps', '-f', 'cm.json')),
  ).toMatchObject({
    metadata: { name: 'raw', namespace: 'default' },
  })
  expect(await fails('create', '--raw=/x', '-f', 'a', '-f', 'b')).toBe(
    'error: --raw can only use a single local file or stdin\n',
  )
})
