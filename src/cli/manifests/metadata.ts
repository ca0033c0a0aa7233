import { decodeTyped } from '../../schema/decode.ts'
import { DecodeError } from '../../schema/decode-error.ts'
import { structType } from '../../schema/schema.ts'
import { StructType } from '../../schema/types.ts'
import { CommandError } from '../errors.ts'

type JsonObject = Record<string, unknown>

/**
 * Throws CommandError where an object's metadata cannot be an ObjectMeta: labels that are numbers, a name that is a list.
 * kubectl checks that much before it sends anything.
 */
export function checkMetadata(object: JsonObject): void {
  const metadata = Object.hasOwn(object, 'metadata') ? object.metadata : undefined
  if (metadata === undefined || metadata === null || isPlain(metadata)) return
  const type = new StructType('metadataOnlyObject', 'resource.metadataOnlyObject', false, () => {
    const field = { pointer: false, always: false, required: false, patchStrategies: [] }
    return new Map([['metadata', { ...field, name: 'metadata', type: structType('ObjectMeta') }]])
  })
  try {
    decodeTyped({ metadata }, type, false)
  } catch (error) {
    if (error instanceof DecodeError) throw new CommandError(error.message)
    throw error
  }
}

/** Whether metadata is of the simple sort that nearly all is: texts, and maps of texts. */
function isPlain(metadata: unknown): boolean {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return false
  return Object.entries(metadata).every(([key, value]) => {
    if (TEXTS.has(key)) return typeof value === 'string'
    return MAPS.has(key) && isTextMap(value)
  })
}

const TEXTS = new Set(['name', 'namespace', 'generateName', 'resourceVersion', 'uid'])
const MAPS = new Set(['labels', 'annotations'])

function isTextMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every(text => typeof text === 'string')
}
