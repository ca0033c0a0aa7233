import type { JSONSchemaProps, ValidationRule } from '../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldError,
  type FieldPath,
  forbidden,
  invalid,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { CelError, CelSyntaxError, UnknownInCel } from '../../cel/errors.ts'
import { evaluateCel } from '../../cel/evaluate.ts'
import { type Expression, parseCel } from '../../cel/parse.ts'

/** The old value of a part of an object; undefined where there is none to compare with. */
type Old = { value: unknown } | undefined

/** What the API server lets rules see of every object's metadata. */
const METADATA = ['name', 'generateName']
const parsed = new WeakMap<ValidationRule, { rule: Expression; usesOld: boolean } | undefined>()

/**
 * The errors of the rules in a schema (x-kubernetes-validations), where they stand and in the order of the schema. A rule that uses what
 * is not known here is taken as kept. Source: apiextensions' cel.Validator.
 */
export function validateRules(object: object, schema: JSONSchemaProps, old?: object): ErrorList {
  return validateValue(visible(object), schema, path(), old && { value: visible(old) })
}

/** Only the names of the metadata are for rules to see. */
function visible(object: object): Record<string, unknown> {
  const { metadata = {}, ...rest } = object as { metadata?: Record<string, unknown> }
  const names = METADATA.filter(field => Object.hasOwn(metadata, field)).map(field => [field, metadata[field]])
  return { ...rest, metadata: Object.fromEntries(names) }
}

function validateValue(value: unknown, schema: JSONSchemaProps, at: FieldPath, old: Old): ErrorList {
  if (value === null || value === undefined) return []
  const own = (schema['x-kubernetes-validations'] ?? []).flatMap(rule => checkRule(rule, value, schema, at, old))
  return [...own, ...validateMembers(value, schema, at, old)]
}

function validateMembers(value: unknown, schema: JSONSchemaProps, at: FieldPath, old: Old): ErrorList {
  if (Array.isArray(value)) {
    const items = schema.items as JSONSchemaProps | undefined
    return items ? value.flatMap((item, i) => validateValue(item, items, at.index(i), oldItem(item, schema, old))) : []
  }
  if (typeof value !== 'object' || value === null) return []
  const { properties = {}, additionalProperties } = schema
  return Object.entries(value).flatMap(([name, member]) => {
    const before = oldMember(old, name)
    if (Object.hasOwn(properties, name)) return validateValue(member, properties[name]!, at.child(name), before)
    if (typeof additionalProperties !== 'object' || additionalProperties === null) return []
    return validateValue(member, additionalProperties as JSONSchemaProps, at.key(name), before)
  })
}

function oldMember(old: Old, name: string): Old {
  const fields = old?.value
  if (typeof fields !== 'object' || fields === null || !Object.hasOwn(fields, name)) return undefined
  return { value: (fields as Record<string, unknown>)[name] }
}

/** Items are the same ones where the list is a map and their keys are the same. */
function oldItem(item: unknown, schema: JSONSchemaProps, old: Old): Old {
  const keys = schema['x-kubernetes-list-map-keys']
  if (schema['x-kubernetes-list-type'] !== 'map' || !keys || !Array.isArray(old?.value)) return undefined
  const keyOf = (of: unknown) => JSON.stringify(keys.map(key => (of as Record<string, unknown> | null)?.[key] ?? null))
  const before = old.value.find(other => keyOf(other) === keyOf(item))
  return before === undefined ? undefined : { value: before }
}

function checkRule(rule: ValidationRule, self: unknown, schema: JSONSchemaProps, at: FieldPath, old: Old): ErrorList {
  const program = programOf(rule)
  if (!program || (program.usesOld && !old)) return []
  const variables = new Map<string, unknown>([['self', self]])
  if (old) variables.set('oldSelf', old.value)
  const type = schema.type ?? ''
  try {
    if (evaluateCel(program.rule, variables) !== false) return []
    return [refusal(rule, messageOf(rule, variables), type, at)]
  } catch (error) {
    if (error instanceof UnknownInCel) return []
    if (error instanceof CelError)
      return [invalid(shown(at), type, `${error.message} evaluating rule: ${nameOf(rule)}`)]
    throw error
  }
}

function programOf(rule: ValidationRule): { rule: Expression; usesOld: boolean } | undefined {
  if (parsed.has(rule)) return parsed.get(rule)
  const program = programFrom(rule.rule)
  parsed.set(rule, program)
  return program
}

function programFrom(text: string): { rule: Expression; usesOld: boolean } | undefined {
  try {
    return { rule: parseCel(text), usesOld: /\boldSelf\b/.test(text) }
  } catch (error) {
    if (error instanceof CelSyntaxError) return undefined
    throw error
  }
}

/** How Go prints the path of the object itself. */
const shown = (at: FieldPath): string => at.toString() || '<nil>'

const nameOf = ({ message, rule }: ValidationRule): string => (message || rule).trim()

function messageOf(rule: ValidationRule, variables: ReadonlyMap<string, unknown>): string {
  const said = rule.message ? rule.message.trim() : `failed rule: ${rule.rule.trim()}`
  if (!rule.messageExpression) return said
  try {
    const program = programFrom(rule.messageExpression)
    const message = program && evaluateCel(program.rule, variables)
    return typeof message === 'string' && message.trim() !== '' && !message.includes('\n') ? message.trim() : said
  } catch (error) {
    if (error instanceof UnknownInCel || error instanceof CelError) return said
    throw error
  }
}

function refusal({ reason, fieldPath }: ValidationRule, message: string, type: string, at: FieldPath): FieldError {
  const where = fieldPath ? path(...(at.toString() === '' ? [] : [at.toString()]), fieldPath.replace(/^\./, '')) : at
  if (reason === 'FieldValueForbidden') return forbidden(shown(where), message)
  if (reason === 'FieldValueRequired') return required(shown(where), message)
  if (reason === 'FieldValueDuplicate') return { type: 'Duplicate', field: shown(where), value: type, detail: '' }
  return invalid(shown(where), type, message)
}
