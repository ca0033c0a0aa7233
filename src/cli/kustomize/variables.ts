import { splitGroupVersion } from '../../api/object.ts'
import { CommandError } from '../errors.ts'
import { parseFieldPath, readPath } from './field-path.ts'
import { updateField } from './field-spec.ts'
import type { FieldSpec, Variable } from './kustomization.ts'
import type { Resource } from './resource.ts'
import { isSelected, type KindSelector, kindText } from './resource-id.ts'
import type { ResourceList } from './resource-list.ts'
import { variableSpecs } from './variable-specs.ts'

const REFERENCE = /\$(?:\$|\(([^)]*)\))/g

/** Puts the values of variables in the place of `$(NAME)`. Throws CommandError for one whose object or field is not there. */
export function resolveVariables({ resources, variables, config }: ResourceList): void {
  if (variables.length === 0) return
  const values = new Map(variables.map(variable => [variable.name ?? '', valueFor(variable, resources)]))
  for (const spec of [...variableSpecs(), ...config.varReference])
    for (const resource of resources) replaceIn(resource, spec, values)
}

/** Adds variables to those of a list. Throws CommandError for one of a name that is taken. */
export function addVariables(list: ResourceList, variables: readonly Variable[]): void {
  for (const variable of variables) {
    if (list.variables.some(other => other.name === variable.name))
      throw new CommandError(`var '${variable.name}' already encountered`)
    list.variables.push(variable)
  }
  list.variables.sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
}

function valueFor(variable: Variable, resources: readonly Resource[]): unknown {
  const { name = '', objref = {}, fieldref = {} } = variable
  const path = fieldref.fieldPath ?? fieldref.fieldpath ?? 'metadata.name'
  const target = targetOf(objref)
  const found = resources.filter(resource =>
    resource.anyIds.some(
      id =>
        isSelected(id, target) &&
        id.name === (objref.name ?? '') &&
        (!objref.namespace || (id.namespace || 'default') === objref.namespace),
    ),
  )
  if (found.length > 1)
    throw new CommandError(
      `found ${found.length} resId matches for var ${shown(name, target, path)} (unable to disambiguate)`,
    )
  if (found.length === 0)
    throw new CommandError(
      `var '${shown(name, target, path)}' cannot be mapped to a field in the set of known resources`,
    )
  const value = readPath(found[0]!.object, parseFieldPath(path))
  if (value === undefined)
    throw new CommandError(`field specified in var '${shown(name, target, path)}' not found in corresponding resource`)
  return value
}

function targetOf({ apiVersion, ...objref }: NonNullable<Variable['objref']>): KindSelector {
  if (!apiVersion) return { group: objref.group, version: objref.version, kind: objref.kind }
  return { ...splitGroupVersion(apiVersion), kind: objref.kind }
}

const shown = (name: string, target: KindSelector, path: string): string => `{${name} ${kindText(target)} {${path}}}`

function replaceIn(resource: Resource, spec: FieldSpec, values: ReadonlyMap<string, unknown>): void {
  try {
    updateField(resource, { ...spec, create: false }, value => expanded(value, values))
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new CommandError(`updating var reference in '${spec.path}': ${error.message}`)
  }
}

function expanded(value: unknown, values: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return expandedText(value, values)
  if (Array.isArray(value)) return value.map(item => (typeof item === 'string' ? expandedText(item, values) : item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, typeof item === 'string' ? expandedText(item, values) : item]),
  )
}

/** A text that is nothing but a reference takes on the type of the value too. */
function expandedText(text: string, values: ReadonlyMap<string, unknown>): unknown {
  const whole = /^\$\(([^)]*)\)$/.exec(text)
  if (whole && values.has(whole[1]!)) return values.get(whole[1]!)
  return text.replace(REFERENCE, (reference, name?: string) => {
    if (name === undefined) return '$'
    return values.has(name) ? String(values.get(name)) : reference
  })
}
