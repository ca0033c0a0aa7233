import { StatusError } from '../apimachinery/status.ts'

/** What an Accept header asks for beside an encoding: "as=Table;g=meta.k8s.io;v=v1". */
export interface Target {
  kind: string
  group: string
  version: string
}

interface MediaRange {
  type: string
  subtype: string
  quality: number
  parameters: Map<string, string>
}

const ENCODINGS = ['application/json', 'application/yaml']

/**
 * The first of a client's media ranges that can be served: in JSON or YAML, and as what it asks for. undefined where that is the object
 * itself. Throws NotAcceptable where no range can be served. Source: NegotiateOutputMediaType.
 */
export function negotiate(accept: string | undefined, allows: (target: Target) => boolean): Target | undefined {
  if (!accept) return undefined
  for (const range of mediaRanges(accept)) {
    if (!ENCODINGS.some(encoding => matches(range, encoding))) continue
    const target = targetOf(range)
    if (target === undefined || allows(target)) return target
  }
  throw notAcceptable(ENCODINGS)
}

/** The encoding that a client likes best of some, the first where it does not care. Throws NotAcceptable where it takes none of them. */
export function preferred(accept: string | undefined, encodings: readonly [string, ...string[]]): string {
  if (!accept) return encodings[0]
  for (const range of mediaRanges(accept)) {
    const found = encodings.find(encoding => matches(range, encoding))
    if (found) return found
  }
  throw notAcceptable(encodings)
}

function notAcceptable(encodings: readonly string[]): StatusError {
  const message = `only the following media types are accepted: ${encodings.join(', ')}`
  return new StatusError(406, 'NotAcceptable', message)
}

/** The ranges of an Accept header, the wanted ones first: by quality, then those that say more before wildcards. */
function mediaRanges(accept: string): MediaRange[] {
  return accept
    .split(',')
    .map(text => text.trim())
    .filter(text => text !== '')
    .map(parseRange)
    .sort((a, b) => b.quality - a.quality || wildness(a) - wildness(b))
}

const wildness = ({ type, subtype }: MediaRange): number => (type === '*' ? 2 : subtype === '*' ? 1 : 0)

function parseRange(text: string): MediaRange {
  const [media = '', ...rest] = text.split(';').map(part => part.trim())
  const [type = '', subtype = ''] = media.split('/')
  const parameters = new Map(
    rest.map(part => {
      const equals = part.indexOf('=')
      return equals < 0 ? [part, ''] : [part.slice(0, equals).trim(), part.slice(equals + 1).trim()]
    }),
  )
  const quality = Number(parameters.get('q') ?? 1)
  return { type, subtype, quality: Number.isNaN(quality) ? 1 : quality, parameters }
}

function matches({ type, subtype }: MediaRange, encoding: string): boolean {
  const [ownType, ownSubtype] = encoding.split('/')
  return (type === '*' && subtype === '*') || (type === ownType && (subtype === '*' || subtype === ownSubtype))
}

function targetOf({ parameters }: MediaRange): Target | undefined {
  const kind = parameters.get('as')
  if (!kind) return undefined
  return { kind, group: parameters.get('g') ?? '', version: parameters.get('v') ?? '' }
}
