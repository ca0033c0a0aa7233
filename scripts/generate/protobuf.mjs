import { referenced, shortNames } from './definitions.mjs'
import { goStructs } from './go-binary.mjs'
import { isAlways, isPointer } from './go-types.mjs'
import { fieldNumber } from './protobuf-numbers.mjs'
import { MORE_KINDS } from './schema.mjs'
import { SPECIAL as SPECIAL_TYPES, typeText } from './type-text.mjs'

// A field is one line: its number, its name in JSON ("*" for a struct that is inlined there), its type; src/server/request/protobuf/messages.ts
// reads it, see there for the letters.
const SPECIAL = {
  ...SPECIAL_TYPES,
  JSON: 'o',
  JSONSchemaPropsOrArray: 'A',
  JSONSchemaPropsOrBool: 'B',
  JSONSchemaPropsOrStringArray: 'S',
}
const GO_SCALARS = { bool: 'b', string: 's', float: 'd' }
const SCALARS = new Set(['b', 's', 'd', 'i', 'l', 'y'])

/**
 * The text of protobuf.json: the messages that clients send, their fields by number. The numbers, and which fields are pointers, come out of
 * the Go types in a kubectl (linux/amd64); what is not in there is in protobuf-numbers.mjs. Says which fields have no number anywhere.
 */
export function protobufMessages({ definitions, kinds }, kubectl) {
  const sent = Object.entries({ ...kinds, ...MORE_KINDS }).filter(([gvk]) => !NEVER_SENT.test(gvk))
  const messages = new Messages(definitions, goStructs(kubectl))
  const kindNames = Object.fromEntries(sent.map(([gvk, definition]) => [gvk, messages.addKind(definition)]))
  const line = (key, value) => `${JSON.stringify(key)}:${JSON.stringify(value)}`
  const typeLines = [...messages.texts].map(([name, text]) => line(name, text))
  if (messages.unknown.length) console.warn(`without a field number: ${messages.unknown.join(', ')}`)
  return `{${line('kinds', kindNames)},\n"types":{\n${typeLines.join(',\n')}}}\n`
}

const NEVER_SENT = /List$|\/(WatchEvent|APIGroup)$/

class Messages {
  constructor(definitions, structs) {
    this.definitions = definitions
    this.names = shortNames(definitions)
    this.structs = structs
    this.texts = new Map()
    this.unknown = []
  }

  /** Adds a kind: its apiVersion and kind are in the envelope. */
  addKind(definition) {
    return this.add(definition, ['apiVersion', 'kind'])
  }

  /** Adds a definition and what it refers to; gives what its type is called. */
  add(definition, without = []) {
    const name = this.names.get(definition)
    if (Object.hasOwn(SPECIAL, name)) return SPECIAL[name]
    if (this.texts.has(name)) return name
    this.texts.set(name, '')
    const wanted = new Map(Object.entries(this.definitions[definition].properties ?? {}))
    for (const field of without) wanted.delete(field)
    const message = { name, definition, wanted }
    const struct = this.goStruct(definition)
    const lines = [...(struct ? this.goLines(struct, message) : []), ...this.newLines(name, message)]
    this.unknown.push(...[...wanted.keys()].map(field => `${name}.${field}`))
    this.texts.set(name, lines.join('\n'))
    return name
  }

  /** The Go struct of a definition; of its earlier version where the kubectl is from before it was promoted. */
  goStruct(definition) {
    const [type, version, ...path] = definition
      .replace(/^io\.k8s\./, '')
      .split('.')
      .reverse()
    for (const v of version === 'v1' ? ['v1', 'v1beta2', 'v1beta1', 'v1alpha1'] : [version]) {
      const struct = this.structs.get(`k8s.io/${path.toReversed().join('/')}/${v}.${type}`)
      if (struct) return struct
    }
    return undefined
  }

  /** Lines of the fields of a Go struct that the definition (still) has; takes them off those wanted. */
  goLines(struct, message) {
    return struct.fields().flatMap(({ tag, type: goType }) => {
      if (!tag.protobuf) {
        // metav1.TypeMeta is only in the envelope
        if (goType.kind === 'struct') for (const { tag } of goType.fields()) message.wanted.delete(tag.json?.[0])
        return []
      }
      const [field, ...options] = tag.json
      const number = Number(tag.protobuf[1])
      if (field === '' && options.includes('inline')) return [`${number} * ${this.addInlined(goType, message)}`]
      const property = message.wanted.get(field)
      if (property === undefined) return []
      message.wanted.delete(field)
      const text = this.goType(goType, property)
      const omitted = SCALARS.has(text) && goType.kind !== 'pointer' && options.includes('omitempty')
      return [`${number} ${field} ${text}${omitted ? '?' : ''}`]
    })
  }

  addInlined(goType, message) {
    const name = `${message.name}.${goType.name.slice(goType.name.lastIndexOf('.') + 1)}`
    const lines = this.goLines(goType, message)
    this.texts.set(name, [...lines, ...this.newLines(name, message)].join('\n'))
    return name
  }

  /** Lines of the fields that only protobuf-numbers.mjs knows; takes them off those wanted. */
  newLines(name, { definition, wanted }) {
    const known = [...wanted].filter(([field]) => fieldNumber(name, field) !== undefined)
    return known.map(([field, property]) => {
      wanted.delete(field)
      const text = this.schemaType(property)
      const required = this.definitions[definition].required?.includes(field) && 'default' in property
      const kept =
        required || isPointer(this.names.get(definition), field) || isAlways(this.names.get(definition), field)
      return `${fieldNumber(name, field)} ${field} ${text}${SCALARS.has(text) && !kept ? '?' : ''}`
    })
  }

  goType(type, property) {
    switch (type.kind) {
      case 'pointer':
        return this.goType(type.elem(), property)
      case 'int':
        return type.bits === 32 ? 'i' : 'l'
      case 'slice':
        if (property.format === 'byte') return 'y'
        return type.name === '' ? `[]${this.goType(type.elem(), property.items)}` : 'x'
      case 'map':
        return `{}${this.goType(type.elem(), property.additionalProperties)}`
      case 'struct':
        return this.add(referenced(property))
      default:
        return GO_SCALARS[type.kind]
    }
  }

  schemaType(property) {
    return typeText(property, definition => this.add(definition))
  }
}
