import { closeSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseState } from './invariants.ts'
import { type Result, Sandbox } from './program.ts'

const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n'
const configMap = (name: unknown) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })
const service = (ports: object[], spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { ...spec, ports },
})
const text = (object: object) => JSON.stringify(object)

/** Ten levels of nine references each: 3.5 thousand million strings if they were written out. */
const aliasBomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from({ length: 10 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`),
].join('\n')

const SUBDOMAIN = /metadata\.name: Invalid value: .*: a lowercase RFC 1123 subdomain must consist of/

/** What is applied and what is said of it. The file is bad.yaml, or bad.json where it begins with a brace. */
const refused: [name: string, manifest: string | Buffer, message: RegExp][] = [
  ['an empty file', '', /^error: no objects passed to apply$/],
  ['comments only', '# nothing\n---\n# here\n', /^error: no objects passed to apply$/],
  ['binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff, 0xfe]), /^error: error parsing bad\.yaml: /],
  ['bytes that are not UTF-8 for a name', Buffer.from(`${CONFIG_MAP}  name: é\n`, 'latin1'), SUBDOMAIN],
  ['a tab for indentation', `${CONFIG_MAP}\tname: web\n`, /^error: error parsing bad\.yaml: .*yaml: line 4: /],
  ['JSON that is cut off', '{"apiVersion":"v1"', /^error: error parsing bad\.json: unexpected EOF$/],
  ['JSON of absurd depth', '{"a":'.repeat(1_000_000), /^error: error parsing bad\.json: /],
  ['YAML of absurd depth', `a: ${'['.repeat(1_000_000)}`, /^error: error parsing bad\.yaml: .*max depth/],
  ['an alias bomb', aliasBomb, /^error: error parsing bad\.yaml: .*excessive aliasing$/],
  ['an alias of itself', `${CONFIG_MAP}  name: web\n  labels: &l\n    a: *l\n`, /anchor 'l' value contains itself$/],
  ['a scalar', '5\n', /^error: error validating "bad\.yaml": .*invalid object to validate/],
  ['a list', '[]\n', /^error: error validating "bad\.yaml": .*invalid object to validate/],
  ['no kind', 'apiVersion: v1\nmetadata: {name: web}\n', /error validating "bad\.yaml": .*kind not set/],
  ['no apiVersion', 'kind: ConfigMap\nmetadata: {name: web}\n', /error validating "bad\.yaml": .*apiVersion not set/],
  [
    'an unknown kind',
    'apiVersion: v1\nkind: Nope\nmetadata: {name: web}\n',
    /no matches for kind "Nope" in version "v1"/,
  ],
  [
    'a list with anything in it',
    'apiVersion: v1\nkind: List\nitems: [5, null, {}]\n',
    /^error: error validating "bad\.yaml"/,
  ],
  [
    'metadata of a wrong type',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: 5\n',
    /^error: unable to decode "bad\.yaml": .*metadata/,
  ],
  [
    'a number for a name',
    `${CONFIG_MAP}  name: 123\n`,
    /cannot unmarshal number into Go struct field .*metadata\.name of type string/,
  ],
  [
    'a number for a label',
    `${CONFIG_MAP}  name: web\n  labels: {a: 1}\n`,
    /cannot unmarshal number into .*metadata\.labels of type string/,
  ],
  [
    'a number for data',
    `${CONFIG_MAP}  name: web\ndata: {a: 1}\n`,
    /error when creating "bad\.yaml": .*cannot unmarshal number into .*ConfigMap\.data of type string/,
  ],
  [
    'a list for a port',
    text(service([{ port: [80] }])),
    /error when creating "bad\.json": .*cannot unmarshal array into .*spec\.ports\.port of type int32/,
  ],
  [
    'a port that is too large',
    text(service([{ port: 1e9 }])),
    /^The Service "web" is invalid: \n\* spec\.ports\[0\]\.port: Invalid value: 1000000000: /,
  ],
  [
    'a port far beyond integers',
    text(service([{ port: 1e300 }])),
    /error when creating "bad\.json": .*spec\.ports\.port of type int32/,
  ],
  [
    'an unknown field',
    `${CONFIG_MAP}  name: web\nlist: []\n`,
    /error when creating "bad\.yaml": .*unknown field "list"/,
  ],
  [
    'fields named as the insides of objects',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web"},"__proto__":{"polluted":1},"constructor":{}}',
    /unknown field "__proto__", unknown field "constructor"/,
  ],
  [
    '__proto__ as a label',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web","labels":{"__proto__":"x"}}}',
    /^The ConfigMap "web" is invalid: metadata\.labels: Invalid value: "__proto__": /,
  ],
  [
    '__proto__ in a selector',
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"selector":{"__proto__":"x"},"ports":[{"port":80}]}}',
    /^The Service "web" is invalid: spec\.selector: Invalid value: "__proto__": /,
  ],
  ['no name', `${CONFIG_MAP}  {}\n`, /resource name may not be empty/],
  [
    'a path for a name',
    text(configMap('../../etc/passwd')),
    /invalid resource name "\.\.\/\.\.\/etc\/passwd": \[may not contain '\/'\]$/,
  ],
  [
    'a path in percent signs for a name',
    text(configMap('%2e%2e%2fetc')),
    /invalid resource name "%2e%2e%2fetc": \[may not contain '%'\]$/,
  ],
  ['.. for a name', text(configMap('..')), /invalid resource name "\.\.": \[may not be '\.\.'\]$/],
  ['a name of two lines', text(configMap('two\nlines')), SUBDOMAIN],
  ['a name with NUL', text(configMap('a\0b')), SUBDOMAIN],
  ['__proto__ for a name', text(configMap('__proto__')), SUBDOMAIN],
  [
    'a name that is too long',
    text(configMap('a'.repeat(254))),
    /metadata\.name: Invalid value: .*must be no more than 253 (bytes|characters)/,
  ],
  [
    'more node ports than there are',
    text(service(manyPorts(10_000), { type: 'NodePort' })),
    /error when creating "bad\.json": .*failed to allocate a nodePort: range is full$/,
  ],
]

function manyPorts(n: number): { name: string; port: number }[] {
  return Array.from({ length: n }, (_, i) => ({ name: `p${i + 1}`, port: i + 1 }))
}

/** However bad the input, it is told of in words. */
function expectWords({ stderr, stdout }: Result): void {
  for (const output of [stderr, stdout]) expect(output).not.toMatch(/\n {4}at |failed unexpectedly|\(timed out\)/)
}

async function objectsOf(sandbox: Sandbox): Promise<Map<string, unknown>> {
  await sandbox.ok(['get', 'svc'])
  return parseState(readFileSync(sandbox.state, 'utf8'))
}

describe.concurrent('bad input', () => {
  it.each(refused)('%s is refused', async (_, manifest, message) => {
    using sandbox = new Sandbox()
    const file = String(manifest).startsWith('{') ? 'bad.json' : 'bad.yaml'
    writeFileSync(join(sandbox.folder, file), manifest)
    const before = await objectsOf(sandbox)
    const result = await sandbox.kubette(['apply', '-f', file])
    expectWords(result)
    expect(result.stderr.trimEnd()).toMatch(message)
    expect([result.exit, result.stdout]).toEqual([1, ''])
    expect(await objectsOf(sandbox)).toEqual(before)
  })

  it('a folder without manifests is refused', async () => {
    using sandbox = new Sandbox()
    mkdirSync(join(sandbox.folder, 'empty'))
    writeFileSync(join(sandbox.folder, 'empty', 'notes.txt'), CONFIG_MAP)
    const result = await sandbox.kubette(['apply', '-f', 'empty'])
    const stderr = 'error: error reading [empty]: recognized file extensions are [.json .yaml .yml]\n'
    expect(result).toEqual({ stdout: '', stderr, exit: 1 })
  })

  it('one bad object of a file does not stop the others', async () => {
    using sandbox = new Sandbox()
    const manifests = [configMap('first'), configMap('-bad-'), configMap('last')].map(text).join('\n---\n')
    const result = await sandbox.kubette(['apply', '-f', '-'], { input: manifests })
    expect(result.stdout).toBe('configmap/first created\nconfigmap/last created\n')
    expect(result.stderr).toMatch(/^The ConfigMap "-bad-" is invalid: metadata\.name: /)
    expect(result.exit).toBe(1)
    const keys = [...(await objectsOf(sandbox)).keys()].filter(key =>
      /configmaps\/default\/.*(first|bad|last)/.test(key),
    )
    expect(keys).toEqual(['/registry/configmaps/default/first', '/registry/configmaps/default/last'])
  })

  it.each([
    ['CRLF', `${CONFIG_MAP}  name: web\ndata:\n  a: b\n---\n`.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${CONFIG_MAP}  name: web\ndata: {a: b}\n`],
    ['no newline at the end', `${CONFIG_MAP}  name: web\ndata: {a: b}`],
  ])('%s is nothing bad', async (_, manifest) => {
    using sandbox = new Sandbox()
    expect(await sandbox.ok(['apply', '-f', '-'], { input: manifest })).toBe('configmap/web created\n')
    expect(await sandbox.ok(['get', 'cm', 'web', '-o', 'jsonpath={.data}'])).toBe('{"a":"b"}')
  })

  it('keeps data under the names of the insides of objects', async () => {
    using sandbox = new Sandbox()
    const data = '{"__proto__":"a","constructor":"b","hasOwnProperty":"c","toString":"d"}'
    const manifest = `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web"},"data":${data}}`
    for (const said of ['created', 'unchanged'])
      expect(await sandbox.ok(['apply', '-f', '-'], { input: manifest })).toBe(`configmap/web ${said}\n`)
    expect(await sandbox.ok(['get', 'cm', 'web', '-o', 'jsonpath={.data}'])).toBe(data)
    const changed = manifest.replace('"__proto__":"a"', '"__proto__":"changed"').replace('"constructor":"b",', '')
    expect(await sandbox.ok(['apply', '-f', '-'], { input: changed })).toBe('configmap/web configured\n')
    const stored = JSON.parse(await sandbox.ok(['get', 'cm', 'web', '-o', 'json'])) as { data: object }
    expect(Object.entries(stored.data)).toEqual([
      ['__proto__', 'changed'],
      ['hasOwnProperty', 'c'],
      ['toString', 'd'],
    ])
  })

  it('keeps a service of 10,000 ports', async () => {
    using sandbox = new Sandbox()
    const result = await sandbox.kubette(['create', '-f', '-'], { input: text(service(manyPorts(10_000))) })
    expect(result).toEqual({ stdout: 'service/web created\n', stderr: '', exit: 0 })
    const ports = await sandbox.ok(['get', 'svc', 'web', '-o', 'jsonpath={.spec.ports[*].port}'])
    expect(ports.split(' ')).toHaveLength(10_000)
  })

  it.each([
    ['one object', `${CONFIG_MAP}  name: web\ndata:\n  a: |\n`, '    x y z\n', '', 1, /Too long/],
    ['one list', `${CONFIG_MAP}  name: web\nlist:\n`, '- 1234567\n', '', 1, /unknown field "list"/],
    ['comments', '', '# x\n', `${CONFIG_MAP}  name: web\n`, 0, /^$/],
  ])('50 MB of YAML in %s is read in reasonable time', async (_, head, line, tail, exit, message) => {
    using sandbox = new Sandbox()
    const file = join(sandbox.folder, 'big.yaml')
    writeRepeated(file, head, line, tail, 50_000_000)
    const result = await sandbox.kubette(['apply', '-f', file], { timeout: 60_000 })
    expectWords(result)
    expect(result.stderr).toMatch(message)
    expect(result.exit).toBe(exit)
  })
})

function writeRepeated(file: string, head: string, line: string, tail: string, size: number): void {
  const fd = openSync(file, 'w')
  const block = line.repeat(10_000)
  writeSync(fd, head)
  for (let written = 0; written < size; written += block.length) writeSync(fd, block)
  writeSync(fd, tail)
  closeSync(fd)
  expect(statSync(file).size).toBeGreaterThan(size)
}
