import { setOwn } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'
import type { FieldSpec } from './kustomization.ts'
import type { Resource } from './resource.ts'
import { isSelected } from './resource-id.ts'

/**
 * Replaces what is at a path in a resource, everywhere that the path leads to: it goes through all items of lists. `made` is what a field that is
 * missing starts as, if the spec says that it is to be made. Throws CommandError where the path leads through something that is no object.
 */
export function updateField(
  resource: Resource,
  spec: FieldSpec,
  update: (value: unknown) => unknown,
  made?: () => unknown,
): void {
  if (!isSelected(resource.id, spec)) return
  visit(resource.object, splitPath(spec.path), update, spec.create ? made : undefined)
}

/** Adds entries to a map at each of the places that specs name. */
export function addEntries(
  resources: readonly Resource[],
  specs: readonly FieldSpec[],
  entries: Readonly<Record<string, string>>,
): void {
  if (Object.keys(entries).length === 0) return
  const add = (map: unknown) => {
    if (typeof map !== 'object' || map === null || Array.isArray(map)) return map
    for (const [key, value] of Object.entries(entries)) setOwn(map as Record<string, unknown>, key, value)
    return map
  }
  for (const resource of resources) for (const spec of specs) updateField(resource, spec, add, () => ({}))
}

function visit(
  node: unknown,
  path: readonly string[],
  update: (value: unknown) => unknown,
  made: (() => unknown) | undefined,
): unknown {
  if (path.length === 0) return update(node)
  if (Array.isArray(node)) {
    for (const [i, item] of node.entries()) node[i] = visit(item, path, update, made)
    return node
  }
  if (typeof node !== 'object' || node === null) throw new CommandError('expected sequence or mapping node')
  const object = node as Record<string, unknown>
  const [step, ...rest] = path as [string, ...string[]]
  const isList = step.endsWith('[]')
  const name = isList ? step.slice(0, -2) : step
  let child = Object.hasOwn(object, name) ? object[name] : undefined
  if (child === undefined || child === null) {
    if (!made || isList) return node
    child = rest.length === 0 ? made() : {}
  }
  setOwn(object, name, visit(child, rest, update, made))
  return node
}

/** The steps of a path; a slash that belongs to a name has a backslash before it. */
function splitPath(path: string): string[] {
  return path.split(/(?<!\\)\//).map(step => step.replaceAll('\\/', '/'))
}
