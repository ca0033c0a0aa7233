import { StatusError } from '../../apimachinery/status.ts'

/** What an answer is to look like. */
export interface Negotiated {
  format: 'json' | 'yaml'
  /** For the API: the one form of the answer that was chosen, "application/json;as=Table;v=v1;g=meta.k8s.io". */
  accept: string
}

const JSON_TYPE = 'application/json'
const YAML_TYPE = 'application/yaml'
const PLAIN: Negotiated = { format: 'json', accept: JSON_TYPE }

/** The forms that objects can be answered in instead of themselves, by `as`, with their group. */
const FORMS = new Map([
  ['Table', 'meta.k8s.io'],
  ['PartialObjectMetadata', 'meta.k8s.io'],
  ['PartialObjectMetadataList', 'meta.k8s.io'],
  ['APIGroupDiscoveryList', 'apidiscovery.k8s.io'],
])
const FORM_VERSIONS = new Map([
  ['meta.k8s.io', ['v1', 'v1beta1']],
  ['apidiscovery.k8s.io', ['v2']],
])

interface Clause {
  type: string
  parameters: Map<string, string>
  quality: number
}

/**
 * The best of what an Accept header allows and we have: JSON or YAML, and the form of the objects. Throws NotAcceptable where there is
 * nothing (Protobuf alone). Source: NegotiateOutputMediaType.
 */
export function negotiate(header: string | undefined): Negotiated {
  if (header === undefined || header === '' || header === JSON_TYPE || header === '*/*') return PLAIN
  for (const { type, parameters } of clauses(header)) {
    const format = formatOf(type)
    const form = formOf(parameters)
    if (format && form !== undefined) return { format, accept: JSON_TYPE + form }
  }
  throw new StatusError(406, 'NotAcceptable', `only the following media types are accepted: ${JSON_TYPE}, ${YAML_TYPE}`)
}

function formatOf(type: string): 'json' | 'yaml' | undefined {
  if (type === JSON_TYPE || type === 'application/*' || type === '*/*') return 'json'
  return type === YAML_TYPE ? 'yaml' : undefined
}

/** The parameters of the form that a clause asks for, '' for none; undefined where we do not have it. */
function formOf(parameters: ReadonlyMap<string, string>): string | undefined {
  const as = parameters.get('as')
  if (as === undefined) return ''
  const group = FORMS.get(as)
  const version = parameters.get('v') ?? ''
  if (group === undefined || parameters.get('g') !== group || !FORM_VERSIONS.get(group)!.includes(version))
    return undefined
  return `;as=${as};v=${version};g=${group}`
}

/** The clauses of the header, the most wanted first. */
function clauses(header: string): Clause[] {
  return header
    .split(',')
    .map(readClause)
    .filter(clause => clause.quality > 0)
    .sort((a, b) => b.quality - a.quality)
}

function readClause(text: string): Clause {
  const [type = '', ...rest] = text.split(';').map(part => part.trim())
  const parameters = new Map<string, string>()
  for (const part of rest) {
    const equals = part.indexOf('=')
    if (equals > 0) parameters.set(part.slice(0, equals).toLowerCase(), part.slice(equals + 1).replace(/^"|"$/g, ''))
  }
  const quality = Number(parameters.get('q') ?? 1)
  return { type: type.toLowerCase(), parameters, quality: Number.isFinite(quality) ? quality : 0 }
}
