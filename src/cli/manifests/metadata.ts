import { decodeTyped } from '../../schema/decode.ts'
import { DecodeError } from '../../schema/decode-error.ts'
import type { JsonObject } from '../../schema/json-value.ts'
import { structType } from '../../schema/schema.ts'
import { StructType, scalarType, type Type } from '../../schema/types.ts'
import { CommandError } from '../errors.ts'
import type { Document } from './documents.ts'

/**
 * Throws CommandError where an object's metadata cannot be an ObjectMeta: labels that are numbers, a name that is a list.
 * kubectl checks that much before it sends anything.
 */
export function checkMetadata(document: Document): void {
  const { apiVersion = '', metadata = null } = document.value as JsonObject
  if (typeof apiVersion === 'string' && (metadata === null || isPlain(metadata))) return
  try {
    // The first value that is wrong is told, in the order of kubectl's JSON
    decodeTyped(JSON.parse(document.json()), metadataOnly(), false)
  } catch (error) {
    if (error instanceof DecodeError) throw new CommandError(error.message)
    throw error
  }
}

/** The struct that kubectl decodes every object into, to see whether it can. */
function metadataOnly(): StructType {
  return new StructType('metadataOnlyObject', 'resource.metadataOnlyObject', false, () => {
    const types: [string, Type][] = [
      ['apiVersion', scalarType('string')],
      ['kind', scalarType('string')],
      ['metadata', structType('ObjectMeta')],
    ]
    const rest = { pointer: false, always: false, required: false, patchStrategies: [] }
    return new Map(types.map(([name, type]) => [name, { name, type, ...rest }]))
  })
}

/** Whether metadata is of the simple sort that nearly all is: texts, and maps of texts. */
function isPlain(metadata: unknown): boolean {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return false
  return Object.entries(metadata).every(([key, value]) => {
    if (value === null) return true
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
