// Names of the OpenAPI definitions: "io.k8s.api.core.v1.ServicePort" is ServicePort of package v1 of group core.

/** The definition that a $ref points to. */
export const refName = ref => ref.slice('#/definitions/'.length)

/** What a property refers to, be it by $ref or by an allOf of one $ref; undefined for the other types. */
export const referenced = property => {
  const ref = property.$ref ?? property.allOf?.[0].$ref
  return ref && refName(ref)
}

/** The last two parts of a definition's name before the type's own. */
export function splitName(definition) {
  const [type, version, group] = definition.split('.').reverse()
  return { type, version, group }
}

// Where two groups have a type of the same name, the first of these keeps the short one.
const PRECEDENCE = ['core', 'meta', 'v2', 'rbac', 'authentication', 'admissionregistration']

const rank = definition => {
  const { version, group } = splitName(definition)
  const at = PRECEDENCE.findIndex(p => p === group || p === version)
  return at < 0 ? PRECEDENCE.length : at
}

const camel = word => word[0].toUpperCase() + word.slice(1)

/** A unique short name for each definition: a Map from "io.k8s.api.core.v1.Event" to "Event", from "io.k8s.api.events.v1.Event" to "EventsV1Event". */
export function shortNames(definitions) {
  const taken = new Map()
  for (const definition of Object.keys(definitions).sort((a, b) => rank(a) - rank(b))) {
    const { type, version, group } = splitName(definition)
    const free = ![...taken.values()].includes(type)
    taken.set(definition, free ? type : `${camel(group)}${camel(version)}${type}`)
  }
  return taken
}
