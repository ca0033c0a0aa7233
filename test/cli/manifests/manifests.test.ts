import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { errorText } from '../../../src/cli/errors.ts'
import type { Io } from '../../../src/cli/io.ts'
import { type ManifestCheck, readManifests } from '../../../src/cli/manifests/manifests.ts'

let cwd: string

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'manifests-'))
})

afterEach(() => {
  rmSync(cwd, { recursive: true })
})

function files(contents: Record<string, string | Buffer>): void {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), content)
  }
}

interface Reading {
  recursive?: boolean
  check?: ManifestCheck
  input?: string
}

const nothing = () => undefined
const io = (input: string): Io => ({
  env: {},
  cwd,
  out: nothing,
  err: nothing,
  release: nothing,
  readInput: () => Buffer.from(input),
  readWord: () => input,
  outIsTerminal: false,
})

async function objects(input: string): Promise<unknown[]> {
  const found: unknown[] = []
  for await (const manifest of readManifests({ filenames: ['-'], recursive: false, kustomize: '' }, io(input)))
    found.push(manifest instanceof Error ? manifest : manifest.object)
  return found
}

/** What is read: "source kind/name" of objects, what is printed of errors. */
async function read(filenames: string[], { recursive = false, check = 'decode', input = '' }: Reading = {}) {
  const found: string[] = []
  for await (const manifest of readManifests({ filenames, recursive, kustomize: '' }, io(input), check)) {
    if (manifest instanceof Error) found.push(errorText(manifest))
    else {
      const { kind, metadata } = manifest.object as { kind: string; metadata?: { name?: string } }
      found.push(`${manifest.source} ${kind}/${metadata?.name}`)
    }
  }
  return found
}

const readText = (input: string, check?: ManifestCheck) => read(['-'], { input, check })
const map = (name: string) => `apiVersion: v1\nkind: Map\nmetadata: {name: ${name}}\n`

test('folders give their manifests in the order of a walk, and those within them only if asked', async () => {
  files({
    'd/b.yaml': map('b'),
    'd/a/x.yml': map('x'),
    'd/a.json': '{"kind":"Map"}',
    'd/notes.txt': 'no',
    'd/B.yaml': map('B'),
  })
  expect(await read(['d'])).toEqual(['d/B.yaml Map/B', 'd/a.json Map/undefined', 'd/b.yaml Map/b'])
  expect(await read(['./d//'], { recursive: true })).toEqual([
    'd/B.yaml Map/B',
    'd/a/x.yml Map/x',
    'd/a.json Map/undefined',
    'd/b.yaml Map/b',
  ])
})

test('patterns, symbolic links, and files of any name if they are named', async () => {
  files({ 'd/a-1.yaml': map('a1'), 'd/a-2.yaml': map('a2'), 'd/[x].yaml': map('x'), 'e/n.txt': map('notes') })
  symlinkSync('d', join(cwd, 'link'))
  expect(await read(['./d/a-[1-2].yaml', 'e/n.txt'])).toEqual([
    'd/a-1.yaml Map/a1',
    'd/a-2.yaml Map/a2',
    'e/n.txt Map/notes',
  ])
  expect(await read(['d/\\[x].yaml'])).toEqual(['d/[x].yaml Map/x'])
  expect(await read(['*/a-1.yaml'])).toEqual(['d/a-1.yaml Map/a1', 'link/a-1.yaml Map/a1'])
  expect(await read(['link'])).toEqual(['error: error parsing link: read link: is a directory'])
})

test('nothing is read where a name does not exist', async () => {
  files({ 'a.yaml': map('a'), 'empty/.keep': '' })
  await expect(read(['a.yaml', 'nope'])).rejects.toThrow('the path "nope" does not exist')
  await expect(read(['x*'])).rejects.toThrow('the path "x*" does not exist')
  await expect(read(['['])).rejects.toThrow('pattern "[" is not valid: syntax error in pattern')
  await expect(read(['a.yaml/b'])).rejects.toThrow(
    'the path "a.yaml/b" cannot be accessed: stat a.yaml/b: not a directory',
  )
  await expect(read(['empty'])).rejects.toThrow(
    'error reading [empty]: recognized file extensions are [.json .yaml .yml]',
  )
  await expect(read(['-', '-'])).rejects.toThrow('standard input cannot be used for multiple arguments')
})

test('a broken document ends its file, the others go on', async () => {
  files({ 'a.yaml': `${map('a')}---\nx: [\n---\n${map('b')}`, 'c.yaml': map('c') })
  expect(await read(['a.yaml', 'c.yaml'])).toEqual([
    'a.yaml Map/a',
    'error: error parsing a.yaml: error converting YAML to JSON: yaml: line 1: did not find expected node content',
    'c.yaml Map/c',
  ])
})

test('documents are split at lines of ---', async () => {
  const text = `\ufeff# words\n---\n\r\n--- # c\r\n${map('a').replaceAll('\n', '\r\n')}---\n${map('b')}data: {x: "a --- b"}\n---`
  expect(await readText(text)).toEqual(['STDIN Map/a', 'STDIN Map/b'])
  expect(await readText(`${map('a')}--- x\n`)).toEqual([
    'error: error parsing STDIN: invalid Yaml document separator: x',
  ])
})

test('UTF-16 with a byte order mark', async () => {
  files({ 'a.yaml': Buffer.from(`\ufeff${map('é')}`, 'utf16le') })
  expect(await read(['a.yaml'])).toEqual(['a.yaml Map/é'])
})

test('JSON values one after the other, and JSON that is YAML after all', async () => {
  expect(await readText('{"kind":"A"} {"kind":"B"}\nnull{"kind":"C"}')).toEqual(
    ['A', 'B', 'C'].map(k => `STDIN ${k}/undefined`),
  )
  expect(await readText('{"kind":"A",}')).toEqual(['STDIN A/undefined'])
  expect(await readText('{"kind":"A"}\n---\nkind: B\n')).toEqual(['STDIN A/undefined', 'STDIN B/undefined'])
  expect(await readText('{"kind":"A"}{"kind":"B"}{,}')).toEqual([
    'STDIN A/undefined',
    'STDIN B/undefined',
    "error: error parsing STDIN: invalid character ',' looking for beginning of object key string",
  ])
  expect(await readText('{"a": é]')).toEqual([
    "error: error parsing STDIN: json: offset 7: invalid character 'Ã' looking for beginning of value",
  ])
  expect(await readText('{"a": [1')).toEqual(['error: error parsing STDIN: unexpected EOF'])
  expect(await readText('['.repeat(20_000).replace('[', '{"a":['))).toEqual([
    "error: error parsing STDIN: json: offset 10005: invalid character '[' exceeded max depth",
  ])
})

test('lists are taken apart', async () => {
  const items = 'items:\n- {kind: A, apiVersion: v1}\n- metadata: {name: b}\n- {apiVersion: v1}\n'
  expect(await readText(`kind: PodList\napiVersion: v1\n${items}`)).toEqual([
    'STDIN A/undefined',
    'STDIN Pod/b',
    `unable to get type info from the object "*unstructured.Unstructured": Object 'Kind' is missing in 'object has no kind field '`,
  ])
  expect(await readText('kind: List\napiVersion: v1\nitems: null\n')).toEqual([])
  expect(await readText('kind: List\napiVersion: v1\nitems: [{kind: List, apiVersion: v1, items: []}]\n')).toEqual([
    'error: *unstructured.Unstructured is not a list: no Items field in this object',
  ])
})

const decoding = (problem: string) => `error: unable to decode "STDIN": ${problem}`
const validating = (problem: string) =>
  `error: error validating "STDIN": error validating data: ${problem}; if you choose to ignore these errors, turn validation off with --validate=false`

test('what is no object, has no kind or metadata of wrong types cannot be decoded; the next document can', async () => {
  const next = `\n---\n${map('next')}`
  const cases: [string, string][] = [
    ['words', 'json: cannot unmarshal string into Go value of type unstructured.detector'],
    ['b: 1\na: <é>', `Object 'Kind' is missing in '{"a":"\\u003cé\\u003e","b":1}'`],
    ['kind: A\napiVersion: a/b/c', `Object 'Kind' is missing in '{"apiVersion":"a/b/c","kind":"A"}'`],
    [
      'kind: A\nmetadata: 5',
      'json: cannot unmarshal number into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta',
    ],
    [
      'kind: A\nmetadata: {name: 5, labels: {a: 1}}',
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    ],
  ]
  for (const [text, problem] of cases)
    expect(await readText(text + next)).toEqual([decoding(problem), 'STDIN Map/next'])
})

test('validation ends the file', async () => {
  const next = `\n---\n${map('next')}`
  const cases: [string, string][] = [
    ['words', 'invalid object to validate'],
    ['kind: A', 'apiVersion not set'],
    ['a: 1', '[apiVersion not set, kind not set]'],
    ['kind: 1\napiVersion: a/b/c', "[unexpected GroupVersion string: a/b/c, kind isn't string type]"],
    ['kind: List\napiVersion: v1\nitems: [{apiVersion: v1}]', 'kind not set'],
  ]
  for (const [text, problem] of cases) expect(await readText(text + next, 'validate')).toEqual([validating(problem)])
})

test('keys are in the order in which kubectl sends them', async () => {
  const [manifest] = await objects('kind: A\nb: [{z: 1, a: {x: {}, __proto__: 1}}]\na: 1\n')
  expect(JSON.stringify(manifest)).toBe('{"a":1,"b":[{"a":{"__proto__":1,"x":{}},"z":1}],"kind":"A"}')
})

test('manifests are fetched from URLs, again where the server is busy', async () => {
  let failures = 1
  const server: Server = createServer((request, response) => {
    if (request.url === '/a.yaml' && failures-- === 0) response.end(map('a'))
    else response.writeHead(request.url === '/a.yaml' ? 503 : 404).end()
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    expect(await read([`${host}/a.yaml`, `${host}/b.yaml`])).toEqual([
      `${host}/a.yaml Map/a`,
      `error: unable to read URL "${host}/b.yaml", server reported 404 Not Found, status code=404`,
    ])
  } finally {
    server.close()
  }
})
