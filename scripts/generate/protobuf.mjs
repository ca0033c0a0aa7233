#!/usr/bin/env node
// Writes src/api/generated/protobuf.json: how the types of the Kubernetes API lie in Protobuf.
//
//   node scripts/generate/protobuf.mjs KUBECTL ../shared/kubernetes/schema.json
//
// OpenAPI knows no field numbers. Every Go program with the types of k8s.io/api has them: as compressed FileDescriptorProtos, here those of
// a kubectl. What it does not have (newer fields, custom resource definitions) is in protobuf-newer.json, from the generated.proto files.
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const [kubectl, schemaFile] = process.argv.slice(2)
const { definitions } = JSON.parse(readFileSync(schemaFile, 'utf8'))
const newer = JSON.parse(readFileSync(new URL('./protobuf-newer.json', import.meta.url), 'utf8'))

/** The fields of a message: [number, wire type, value]. */
function* fields(bytes) {
  let at = 0
  const varint = () => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++]
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  while (at < bytes.length) {
    const tag = varint()
    if ((tag & 7) === 0) yield [tag >> 3, varint()]
    else {
      const length = varint()
      yield [tag >> 3, bytes.subarray(at, at + length)]
      at += length
    }
  }
}

const first = (bytes, number) => [...fields(bytes)].find(f => f[0] === number)?.[1]
const all = (bytes, number) => [...fields(bytes)].filter(f => f[0] === number).map(f => f[1])

function* descriptors(binary) {
  const magic = Buffer.from([0x1f, 0x8b, 0x08])
  for (let at = binary.indexOf(magic); at >= 0; at = binary.indexOf(magic, at + 1)) {
    let file
    try {
      file = gunzipSync(binary.subarray(at, at + 200_000))
    } catch {
      continue
    }
    if (/^\n.k8s\.io\//s.test(file.toString('latin1', 0, 12))) yield file
  }
}

// ".k8s.io.api.core.v1.Pod" -> "core.v1.Pod"
const short = name =>
  name
    .replace(/^\.?k8s\.io\./, '')
    .replace(/^api\./, '')
    .replace(/^apimachinery\.pkg\.(apis\.|api\.|util\.)?/, '')

const SCALARS = { 1: 'd', 3: 'i', 4: 'i', 5: 'i', 8: 'b', 9: 's', 12: 'y', 13: 'i' }

// A name of the API's schema for one of ours: "core.v1.Pod" -> "io.k8s.api.core.v1.Pod"
// Groups that have become v1 since, with the numbers that they had.
const BECAME_V1 = {
  'resource.v1beta2': 'resource.v1',
  'storage.v1beta1': 'storage.v1',
  'admissionregistration.v1alpha1': 'admissionregistration.v1',
}

const definition = name => {
  const [, before] = /^(\w+\.\w+)\./.exec(name) ?? []
  const now = Object.hasOwn(BECAME_V1, before) ? name.replace(before, BECAME_V1[before]) : name
  return ['api', 'apimachinery.pkg.apis', 'apiextensions-apiserver.pkg.apis']
    .map(root => definitions[`io.k8s.${root}.${now}`])
    .find(found => found)
}

const messages = { ...newer }
const problems = []
for (const file of descriptors(readFileSync(kubectl))) {
  const pkg = first(file, 2).toString()
  for (const message of all(file, 4)) {
    const name = short(`${pkg}.${first(message, 1)}`)
    const properties = definition(name)?.properties
    const entries = new Map()
    for (const nested of all(message, 3)) {
      const value = all(nested, 2).find(f => first(f, 3) === 2)
      entries.set(first(nested, 1).toString(), typeOf(value, new Map()))
    }
    const lines = []
    for (const field of all(message, 2)) {
      const given = first(field, 1).toString()
      const fieldName = Object.keys(properties ?? {}).find(p => p.toLowerCase() === given.toLowerCase()) ?? given
      const type = typeOf(field, entries)
      const isKnown = !properties || Object.hasOwn(properties, fieldName)
      const isEmbedded = !isKnown && type[0] === '.'
      if (!isKnown && !isEmbedded) problems.push(`${name}.${fieldName} ${type} is not in the schema`)
      else lines.push(`${first(field, 3)} ${isEmbedded ? '' : fieldName} ${type}`)
    }
    messages[name] = [...(Object.hasOwn(newer, name) ? newer[name].split('\n') : []), ...lines]
      .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
      .join('\n')
  }
}

function typeOf(field, entries) {
  const type = first(field, 5)
  const repeated = first(field, 4) === 3
  if (type !== 11) return (repeated ? '[]' : '') + SCALARS[type]
  const name = first(field, 6).toString()
  const entry = entries.get(name.split('.').at(-1))
  if (entry) return `{}${entry}`
  return `${repeated ? '[]' : ''}.${short(name)}`
}

for (const [name, text] of Object.entries(messages))
  for (const [before, now] of Object.entries(BECAME_V1))
    if (name.startsWith(`${before}.`))
      messages[name.replace(before, now)] ??= text.replaceAll(`.${before}.`, `.${now}.`)

/** Only what is served, and what that consists of. */
const wanted = new Map()
const visit = name => {
  if (wanted.has(name)) return
  if (!Object.hasOwn(messages, name)) return problems.push(`${name} has no numbers`)
  wanted.set(name, messages[name])
  for (const line of messages[name].split('\n')) {
    const [, , type = ''] = line.split(' ')
    const dot = type.indexOf('.')
    if (dot >= 0) visit(type.slice(dot + 1))
  }
}
const { kinds } = JSON.parse(readFileSync(schemaFile, 'utf8'))
for (const full of Object.values(kinds)) {
  const name = full.replace(/^io\.k8s\.(api|(apimachinery|apiextensions-apiserver)\.pkg\.apis)\./, '')
  // lists travel from the server to clients only
  if (!name.endsWith('List')) visit(name)
}
for (const name of ['meta.v1.DeleteOptions', 'runtime.Unknown']) visit(name)
for (const [name, text] of wanted) {
  const properties = definition(name)?.properties
  if (!properties) continue
  const known = new Set()
  const collect = (lines, seen) => {
    for (const line of lines.split('\n')) {
      const [, field, type] = line.split(' ')
      if (field !== '') known.add(field)
      else if (!seen.has(type)) collect(messages[type.slice(1)] ?? '', seen.add(type))
    }
  }
  collect(text, new Set())
  for (const field of Object.keys(properties))
    if (!known.has(field) && !['apiVersion', 'kind'].includes(field)) problems.push(`${name}.${field} has no number`)
}

const body = [...wanted]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, text]) => JSON.stringify(name) + ':' + JSON.stringify(text))
writeFileSync(new URL('../../src/api/generated/protobuf.json', import.meta.url), `{${body.join(',\n')}}\n`)
console.log(problems.join('\n'))
