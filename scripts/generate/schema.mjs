import { referenced, shortNames, splitName } from './definitions.mjs'
import { isAlways, isPointer, namedString } from './go-types.mjs'
import { SPECIAL as SPECIAL_TYPES, typeText } from './type-text.mjs'

// A field is one string: its type, then attributes, each after a "|". src/schema/schema.ts reads it; see there for the letters.
const SPECIAL = {
  ...SPECIAL_TYPES,
  Patch: 'o',
  CustomResourceSubresourceStatus: 'o',
  JSON: 'j',
  JSONSchemaPropsOrArray: 'j',
  JSONSchemaPropsOrBool: 'j',
  JSONSchemaPropsOrStringArray: 'j',
}
const MAP_TYPES = { Quantity: 'v1.ResourceList' }

// The aggregator's kind is not among those of schema.json.
export const MORE_KINDS = {
  'apiregistration.k8s.io/v1/APIService': 'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService',
}

/** The text of schema.json: the types of all fields with what decoding, patches and managed fields need to know of them. */
export function compactSchema({ definitions, kinds }) {
  const names = shortNames(definitions)
  const types = {}
  const goNames = {}
  const atomic = []
  for (const [definition, { properties, required, 'x-kubernetes-map-type': mapType }] of Object.entries(definitions)) {
    const name = names.get(definition)
    if (!properties || Object.hasOwn(SPECIAL, name) || isList(properties)) continue
    const { type, version } = splitName(definition)
    if (`v1.${name}` !== `${version}.${type}`) goNames[name] = `${version}.${type}`
    if (mapType === 'atomic') atomic.push(name)
    types[name] = Object.entries(properties)
      .map(([field, p]) => `${field} ${fieldText(name, field, p, required?.includes(field), names)}`)
      .join('\n')
  }
  const kindNames = Object.fromEntries(
    Object.entries({ ...kinds, ...MORE_KINDS })
      .filter(([, definition]) => Object.hasOwn(types, names.get(definition)))
      .map(([gvk, definition]) => [gvk, names.get(definition)]),
  )
  const line = (key, value) => `"${key}":${JSON.stringify(value)}`
  const typeLines = Object.entries(types).map(([name, fields]) => line(name, fields))
  return `{${line('kinds', kindNames)},\n${line('goNames', goNames)},\n${line('atomic', atomic)},\n"types":{\n${typeLines.join(',\n')}}}\n`
}

// Lists travel from the server to clients only: nothing decodes or merges them.
const isList = properties => Boolean(properties.items && properties.metadata)

function fieldText(type, field, p, required, names) {
  const nameOf = definition => SPECIAL[names.get(definition)] ?? names.get(definition)
  const text = [typeText(p, nameOf)]
  const scalar = ['string', 'integer', 'number', 'boolean'].includes(p.type) && p.format !== 'byte'
  const intOrString = typeText(p, nameOf) === 'n'
  const pointer = (scalar || intOrString) && isPointer(type, field)
  if (pointer) text.push('p')
  const struct = referenced(p) && 'default' in p
  if (struct || (scalar && !pointer && required && 'default' in p) || isAlways(type, field)) text.push('z')
  if (required) text.push('req')
  const strings = p.items ?? p.additionalProperties ?? p
  const named = strings.type === 'string' && namedString(type, field)
  if (named) text.push(`go=${named}`)
  const map = p.additionalProperties && referenced(p.additionalProperties)
  if (map && names.get(map) === 'Quantity') text.push(`go=${MAP_TYPES.Quantity}`)
  if (p['x-kubernetes-map-type'] === 'atomic' || p['x-kubernetes-list-type'] === 'atomic') text.push('atomic')
  if (p['x-kubernetes-map-type'] === 'granular') text.push('granular')
  if (p['x-kubernetes-list-type'] === 'set') text.push('set')
  if (p['x-kubernetes-list-map-keys']) text.push(`map=${p['x-kubernetes-list-map-keys']}`)
  if (p['x-kubernetes-patch-merge-key']) text.push(`key=${p['x-kubernetes-patch-merge-key']}`)
  if (p['x-kubernetes-patch-strategy']) text.push(`patch=${p['x-kubernetes-patch-strategy']}`)
  if (strings.enum) text.push(`enum=${strings.enum}`)
  if (scalar && p.default) text.push(`default=${JSON.stringify(p.default)}`)
  return text.join('|')
}
