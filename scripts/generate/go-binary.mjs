// Reads the types that a Go program carries for its own reflection: the structs with their fields and tags. Layouts: internal/abi/type.go,
// of 64-bit little-endian ELF programs at fixed addresses (as kubectl's releases for linux/amd64 are).
import { readFileSync } from 'node:fs'

const KINDS = new Map([
  [1, 'bool'],
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(kind => [kind, 'int']),
  ...[13, 14].map(kind => [kind, 'float']),
  [17, 'array'],
  [20, 'interface'],
  [21, 'map'],
  [22, 'pointer'],
  [23, 'slice'],
  [24, 'string'],
  [25, 'struct'],
])
const INT32 = 5
const KIND_MASK = 0x1f
const UNCOMMON = 1
const EXTRA_STAR = 2
const NAMED = 4
const HEADER = 48
const FIELD_SIZE = 24
const HAS_TAG = 2
// How much more than the header there is of a type before the path of its package.
const BEHIND_HEADER = { struct: 32, slice: 8 }

/** The struct types of a Go program by the path of their package and their name, as in "k8s.io/api/core/v1.Pod". */
export function goStructs(file) {
  const program = new Program(readFileSync(file))
  const structs = new Map()
  for (const type of program.linkedTypes()) {
    const struct = type.kind === 'pointer' ? type.elem() : type
    if (struct.kind === 'struct' && struct.name) structs.set(struct.name, struct)
  }
  return structs
}

class Program {
  constructor(bytes) {
    this.bytes = bytes
    this.sections = readSections(bytes)
    this.types = this.sections.get('.rodata').address
  }

  *linkedTypes() {
    const { offset, size } = this.sections.get('.typelink')
    for (let at = offset; at < offset + size; at += 4) yield this.type(this.types + this.bytes.readInt32LE(at))
  }

  /** Where in the file an address is. */
  at(address) {
    for (const s of this.sections.values())
      if (address >= s.address && address < s.address + s.size) return s.offset + address - s.address
    throw new RangeError(`there is nothing at address ${address}`)
  }

  pointer(offset) {
    return Number(this.bytes.readBigUInt64LE(offset))
  }

  /** A name with its tag. */
  name(address) {
    let at = this.at(address)
    const flags = this.bytes[at++]
    const text = () => {
      let length = 0
      for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
        byte = this.bytes[at++]
        length |= (byte & 0x7f) << shift
      }
      at += length
      return this.bytes.toString('utf8', at - length, at)
    }
    return { text: text(), tag: flags & HAS_TAG ? text() : '' }
  }

  type(address) {
    const at = this.at(address)
    const flags = this.bytes[at + 20]
    const goKind = this.bytes[at + 23] & KIND_MASK
    const kind = KINDS.get(goKind) ?? 'other'
    const elem = () => this.type(this.pointer(at + HEADER))
    const type = { kind, bits: goKind === INT32 ? 32 : 64, name: flags & NAMED ? this.fullName(at, flags, kind) : '' }
    if (kind === 'map') return { ...type, elem: () => this.type(this.pointer(at + HEADER + 8)) }
    return { ...type, elem, fields: () => this.fields(at) }
  }

  fullName(at, flags, kind) {
    const { text } = this.name(this.types + this.bytes.readInt32LE(at + 40))
    const short = flags & EXTRA_STAR ? text.slice(1) : text
    const behind = BEHIND_HEADER[kind]
    const uncommon = flags & UNCOMMON && behind ? this.bytes.readInt32LE(at + HEADER + behind) : 0
    if (uncommon === 0) return short
    return `${this.name(this.types + uncommon).text}${short.slice(short.lastIndexOf('.'))}`
  }

  fields(at) {
    const first = this.at(this.pointer(at + HEADER + 8))
    return Array.from({ length: this.pointer(at + HEADER + 16) }, (_, i) => {
      const field = first + i * FIELD_SIZE
      const { text, tag } = this.name(this.pointer(field))
      return { name: text, tag: parseTag(tag), type: this.type(this.pointer(field + 8)) }
    })
  }
}

function parseTag(text) {
  return Object.fromEntries([...text.matchAll(/(\w+):"([^"]*)"/g)].map(([, key, value]) => [key, value.split(',')]))
}

function readSections(bytes) {
  const table = Number(bytes.readBigUInt64LE(0x28))
  const size = bytes.readUInt16LE(0x3a)
  const headers = Array.from({ length: bytes.readUInt16LE(0x3c) }, (_, i) => {
    const at = table + i * size
    const [address, offset, length] = [0x10, 0x18, 0x20].map(o => Number(bytes.readBigUInt64LE(at + o)))
    return { name: bytes.readUInt32LE(at), address, offset, size: length }
  })
  const names = headers[bytes.readUInt16LE(0x3e)].offset
  return new Map(headers.map(h => [bytes.toString('latin1', names + h.name, bytes.indexOf(0, names + h.name)), h]))
}
