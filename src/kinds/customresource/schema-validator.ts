import type { JSONSchemaProps } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { goRegExp } from '../../apimachinery/go-regexp.ts'
import { quote } from '../../apimachinery/quote.ts'
import {
  type ErrorList,
  invalid,
  notSupported,
  required,
  tooLong,
  tooMany,
  typeInvalid,
} from '../../apimachinery/validation/field.ts'
import { isObject } from '../../schema/json-value.ts'
import { hasFormat } from './formats.ts'

type Fields = Record<string, unknown>

/** How the library under the API server words where a value is. */
const IN = 'in body'
/** Errors of combined schemas are about no field in particular. */
const NO_FIELD = '<nil>'

/**
 * Checks a value by a schema and gathers the errors, in the words of kube-openapi's validation as the API server passes them on
 * (apiextensions' ValidateCustomResource).
 */
export class SchemaValidator {
  readonly errors: ErrorList = []

  /** `at` is the path of the value in the object, '' for the object itself. */
  validate(value: unknown, schema: JSONSchemaProps, at: string): void {
    if (value === null && schema.nullable) return
    this.checkType(value, schema, at)
    this.checkCombined(value, schema, at)
    if (typeof value === 'string') this.checkString(value, schema, at)
    else if (typeof value === 'number') this.checkNumber(value, schema, at)
    else if (Array.isArray(value)) this.checkList(value, schema, at)
    this.checkEnum(value, schema, at)
    if (isObject(value)) this.checkFields(value, schema, at)
  }

  private refuse(at: string, value: unknown, why: string): void {
    this.errors.push(invalid(at, value, `${at} ${IN} ${why}`))
  }

  private checkType(value: unknown, schema: JSONSchemaProps, at: string): void {
    const type = typeOf(value)
    const wanted = schema['x-kubernetes-int-or-string'] ? ['integer', 'string'] : schema.type ? [schema.type] : []
    if (wanted.length === 0 || wanted.includes(type) || (wanted.includes('number') && type === 'integer')) return
    const why = `${at} ${IN} must be of type ${wanted.join(',')}: ${quote(type)}`
    this.errors.push(typeInvalid(at, type, why))
  }

  private checkString(text: string, schema: JSONSchemaProps, at: string): void {
    const { maxLength, minLength, pattern, format } = schema
    const length = [...text].length
    if (maxLength !== undefined && length > maxLength) this.errors.push(tooLong(at, maxLength))
    if (minLength !== undefined && length < minLength)
      this.refuse(at, text, `should be at least ${minLength} chars long`)
    if (pattern && !goRegExp(pattern)?.test(text)) this.refuse(at, text, `should match '${pattern}'`)
    if (format && !hasFormat(format, text)) {
      const why = `${at} ${IN} must be of type ${format}: ${quote(text)}`
      this.errors.push(typeInvalid(at, text, why))
    }
  }

  private checkNumber(value: number, schema: JSONSchemaProps, at: string): void {
    const { multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum, format } = schema
    if (format === 'int32' && (value < -(2 ** 31) || value >= 2 ** 31))
      this.refuse(at, value, `must be of type ${format}: ${value}`)
    if (multipleOf !== undefined && !Number.isInteger(value / multipleOf))
      this.refuse(at, value, `should be a multiple of ${multipleOf}`)
    if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum))
      this.refuse(at, value, `should be less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`)
    if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum))
      this.refuse(at, value, `should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum}`)
  }

  private checkList(list: readonly unknown[], schema: JSONSchemaProps, at: string): void {
    const { items, minItems, maxItems, uniqueItems } = schema
    if (items) list.forEach((item, i) => this.validate(item, items as JSONSchemaProps, `${at}[${i}]`))
    if (minItems !== undefined && list.length < minItems)
      this.refuse(at, list.length, `should have at least ${minItems} items`)
    if (maxItems !== undefined && list.length > maxItems) this.errors.push(tooMany(at, list.length, maxItems))
    if (uniqueItems && list.some((item, i) => list.slice(0, i).some(other => equal(other, item))))
      this.refuse(at, '', "shouldn't contain duplicates")
  }

  private checkEnum(value: unknown, schema: JSONSchemaProps, at: string): void {
    if (!schema.enum || schema.enum.some(allowed => equal(allowed, value))) return
    const values = schema.enum.map(allowed => (typeof allowed === 'string' ? allowed : JSON.stringify(allowed)))
    this.errors.push(notSupported(at, value, values, 'given'))
  }

  private checkFields(fields: Fields, schema: JSONSchemaProps, at: string): void {
    const { properties = {}, additionalProperties, minProperties, maxProperties } = schema
    const child = (name: string) => (at === '' ? name : `${at}.${name}`)
    const names = Object.keys(fields)
    if (minProperties !== undefined && names.length < minProperties) {
      this.refuse(at, names.length, `should have at least ${minProperties} properties`)
      return
    }
    if (maxProperties !== undefined && names.length > maxProperties) {
      this.errors.push(tooMany(at, names.length, maxProperties))
      return
    }
    for (const name of names) {
      // what every object has was checked with the object's metadata
      if (at === '' && ['apiVersion', 'kind', 'metadata'].includes(name)) continue
      if (Object.hasOwn(properties, name)) this.validate(fields[name], properties[name]!, child(name))
      else if (typeof additionalProperties === 'object' && additionalProperties !== null)
        this.validate(fields[name], additionalProperties as JSONSchemaProps, child(name))
      else if (additionalProperties === false) this.refuse(child(name), '', 'is a forbidden property')
    }
    for (const name of schema.required ?? []) if (!Object.hasOwn(fields, name)) this.errors.push(required(child(name)))
  }

  private checkCombined(value: unknown, { allOf, anyOf, oneOf, not }: JSONSchemaProps, at: string): void {
    const attempts = (schemas: readonly JSONSchemaProps[]) => schemas.map(schema => errorsOf(value, schema, at))
    const combined = (why: string) => this.errors.push(invalid(NO_FIELD, '', `${quote(at)} must ${why}`))
    if (anyOf?.length) {
      const failed = attempts(anyOf)
      if (failed.every(errors => errors.length > 0)) {
        combined('validate at least one schema (anyOf)')
        this.errors.push(...closest(failed))
      }
    }
    if (oneOf?.length) {
      const failed = attempts(oneOf)
      const valid = failed.filter(errors => errors.length === 0).length
      if (valid === 0) {
        combined('validate one and only one schema (oneOf). Found none valid')
        this.errors.push(...closest(failed))
      } else if (valid > 1) combined(`validate one and only one schema (oneOf). Found ${valid} valid alternatives`)
    }
    if (allOf?.length) {
      const failed = attempts(allOf)
      const valid = failed.filter(errors => errors.length === 0).length
      this.errors.push(...failed.flat())
      if (valid === 0) combined('validate all the schemas (allOf). None validated')
      else if (valid < allOf.length) combined('validate all the schemas (allOf)')
    }
    if (not && errorsOf(value, not, at).length === 0) combined('not validate the schema (not)')
  }
}

function errorsOf(value: unknown, schema: JSONSchemaProps, at: string): ErrorList {
  const validator = new SchemaValidator()
  validator.validate(value, schema, at)
  return validator.errors
}

/** The errors of the alternative that comes nearest: the first of those with the fewest. */
function closest(failed: readonly ErrorList[]): ErrorList {
  return failed.reduce((best, errors) => (errors.length < best.length ? errors : best))
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}
