import { canonicalQuantity } from '../apimachinery/quantity.ts'
import { canonicalBase64 } from './base64.ts'
import { conversionMismatch, DecodeError, type Step, stepsText, typeMismatch } from './decode-error.ts'
import { isObject, type JsonObject, ownCopy, setOwn } from './json-value.ts'
import { canonicalMicroTime, canonicalTime } from './time-text.ts'
import {
  type Field,
  type ListType,
  listType,
  type MapType,
  type ScalarKind,
  type ScalarType,
  type StructType,
  type Type,
} from './types.ts'

/** The API server does not report more strict errors than these. */
const MAX_STRICT_ERRORS = 100

/**
 * Reads plain JSON into a fresh tree as Go reads it into a typed object and writes it again: unknown fields dropped, nulls
 * and the zero values that omitempty leaves out gone, structs that are always written filled in.
 */
export class Decoder {
  /** `unknown field "spec.x"`, in the order in which they were met. */
  readonly strictErrors: string[] = []
  private readonly steps: Step[] = []
  private struct = ''
  private firstMismatch: string | undefined

  /**
   * `source` says whose error messages to give: those of decoding JSON, or of converting a map (what strategic merge
   * patches make). `strict` collects unknown fields.
   */
  constructor(
    private readonly source: 'json' | 'map',
    private readonly strict: boolean,
  ) {}

  /** Decodes a whole object. Throws a DecodeError. */
  decode(value: JsonObject, type: StructType): JsonObject {
    const decoded = this.structOf(value, type)
    // encoding/json goes on after a value of the wrong type and reports the first at the end; what fails to parse stops it.
    if (this.firstMismatch !== undefined) throw new DecodeError(this.firstMismatch)
    return decoded
  }

  /** Decodes a list of structs. Throws a DecodeError. */
  decodeItems(values: unknown[], type: StructType): unknown[] {
    const decoded = this.list(values, listType(type, 'atomic'))
    if (this.firstMismatch !== undefined) throw new DecodeError(this.firstMismatch)
    return decoded
  }

  private mismatch(value: unknown, type: Type): undefined {
    if (this.source === 'map') throw new DecodeError(conversionMismatch(value, type.is, type.go))
    this.firstMismatch ??= typeMismatch(value, type.go, this.struct, this.steps)
    return undefined
  }

  private structOf(value: JsonObject, type: StructType): JsonObject {
    const outer = this.struct
    this.struct = type.goStruct
    const { fields } = type
    const steps = this.steps
    const decoded: JsonObject = {}
    for (const key of Object.keys(value)) {
      const field = fields.get(key)
      if (field === undefined) {
        if (this.strict) this.unknownField(key)
        continue
      }
      const given = value[key]
      if (given === null || given === undefined) continue
      steps.push(key)
      const read = this.value(given, field.type)
      steps.pop()
      if (read !== undefined && !isOmitted(read, field)) decoded[key] = read
    }
    for (const field of type.always) {
      if (decoded[field.name] === undefined) decoded[field.name] = zeroValue(field.type)
    }
    this.struct = outer
    return decoded
  }

  private unknownField(key: string): void {
    const error = `unknown field "${stepsText([...this.steps, key])}"`
    if (this.strictErrors.length < MAX_STRICT_ERRORS && !this.strictErrors.includes(error))
      this.strictErrors.push(error)
  }

  /** The decoded value; undefined where it is of the wrong type. `value` is not null. */
  private value(value: unknown, type: Type): unknown {
    switch (type.is) {
      case 'struct':
        return isObject(value) ? this.structOf(value, type) : this.mismatch(value, type)
      case 'list':
        return Array.isArray(value) ? this.list(value, type) : this.mismatch(value, type)
      case 'map':
        return isObject(value) ? this.map(value, type) : this.mismatch(value, type)
      case 'string':
        return typeof value === 'string' ? value : this.mismatch(value, type)
      case 'bool':
        return typeof value === 'boolean' ? value : this.mismatch(value, type)
      case 'int32':
        return isInt32(value) ? value : this.mismatch(value, type)
      case 'int64':
        return isInt64(value) ? value : this.mismatch(value, type)
      case 'double':
        return typeof value === 'number' ? value : this.mismatch(value, type)
      case 'bytes':
        return typeof value === 'string' ? this.parsed(() => canonicalBase64(value), type) : this.mismatch(value, type)
      case 'any':
        return ownCopy(value)
      default:
        return this.parsedScalar(value, type)
    }
  }

  private list(values: unknown[], type: ListType): unknown[] {
    const { items } = type
    const decoded: unknown[] = new Array(values.length)
    for (let i = 0; i < values.length; i++) {
      this.steps.push(i)
      const value = values[i]
      decoded[i] = value === null ? zeroValue(items) : this.value(value, items)
      this.steps.pop()
    }
    return decoded
  }

  private map(values: JsonObject, type: MapType): JsonObject {
    const decoded: JsonObject = {}
    for (const key of Object.keys(values)) {
      this.steps.push([key])
      const value = values[key]
      setOwn(decoded, key, value === null ? zeroValue(type.values) : this.value(value, type.values))
      this.steps.pop()
    }
    return decoded
  }

  /** Types with an UnmarshalJSON of their own: an error of theirs ends the decoding at once. */
  private parsedScalar(value: unknown, type: ScalarType): unknown {
    switch (type.is) {
      case 'quantity':
        return this.parsed(() => canonicalQuantity(isScalar(value) ? String(value) : JSON.stringify(value)), type)
      case 'intOrString':
        if (typeof value === 'string' || isInt32(value)) return value
        throw new DecodeError(this.innerMismatch(value, 'int32'))
      default:
        if (typeof value !== 'string') throw new DecodeError(this.innerMismatch(value, 'string'))
        return this.parsed(() => (type.is === 'time' ? canonicalTime(value) : canonicalMicroTime(value)), type)
    }
  }

  private innerMismatch(value: unknown, go: string): string {
    return this.source === 'json' ? typeMismatch(value, go, this.struct, this.steps) : typeMismatch(value, go, '', [])
  }

  private parsed(parse: () => string, type: Type): string | undefined {
    try {
      return parse()
    } catch (error) {
      const message = (error as Error).message
      if (type.is !== 'bytes') throw new DecodeError(message)
      if (this.source === 'map') throw new DecodeError(`error decoding from json: ${message}`)
      this.firstMismatch ??= message
      return undefined
    }
  }
}

/** Whether Go's omitempty leaves a value out. */
function isOmitted(value: unknown, field: Field): boolean {
  switch (typeof value) {
    case 'string':
      return value === '' && !field.pointer && !field.always && field.type.is !== 'intOrString'
    case 'number':
      return value === 0 && !field.pointer && !field.always
    case 'boolean':
      return !value && !field.pointer && !field.always
    default:
      return !field.required && isEmptyCollection(value as object, field.type.is)
  }
}

function isEmptyCollection(value: object, is: Type['is']): boolean {
  return is === 'list' ? (value as unknown[]).length === 0 : is === 'map' && Object.keys(value).length === 0
}

const ZERO: Partial<Record<ScalarKind, unknown>> = {
  string: '',
  int32: 0,
  int64: 0,
  double: 0,
  bool: false,
  bytes: '',
  quantity: '0',
  intOrString: 0,
}

/** What Go writes for a value that was never set. */
export function zeroValue(type: Type): unknown {
  if (type.is === 'struct') return Object.fromEntries(type.always.map(f => [f.name, zeroValue(f.type)]))
  return type.is === 'list' || type.is === 'map' || type.is === 'any' ? null : (ZERO[type.is] ?? null)
}

const isScalar = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number'
const isInt32 = (value: unknown): value is number => typeof value === 'number' && (value | 0) === value
const isInt64 = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= -(2 ** 63) && (value as number) < 2 ** 63
