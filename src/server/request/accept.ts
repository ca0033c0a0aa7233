import { StatusError } from '../../apimachinery/status.ts'

/** How an answer is written. */
export type Format = 'json' | 'yaml'

const JSON_TYPE = 'application/json'
const YAML_TYPE = 'application/yaml'

const FORMATS = new Map<string, Format>([
  [JSON_TYPE, 'json'],
  ['application/*', 'json'],
  ['*/*', 'json'],
  [YAML_TYPE, 'yaml'],
])

/**
 * The format that an Accept header wants most of those that there are; which form the objects are to have in it is for the API to see.
 * Throws NotAcceptable where it takes none of them (Protobuf alone).
 */
export function formatOf(header: string | undefined): Format {
  if (header === undefined || header === '' || header === JSON_TYPE || header === '*/*') return 'json'
  const [best] = header
    .split(',')
    .map(readRange)
    .filter(({ format, quality }) => format && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  if (best?.format) return best.format
  throw new StatusError(406, 'NotAcceptable', `only the following media types are accepted: ${JSON_TYPE}, ${YAML_TYPE}`)
}

function readRange(text: string): { format: Format | undefined; quality: number } {
  const [type = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase())
  const quality = Number(parameters.find(p => p.startsWith('q='))?.slice(2) ?? 1)
  return { format: FORMATS.get(type), quality: Number.isFinite(quality) ? quality : 0 }
}
