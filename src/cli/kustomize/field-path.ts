import { setOwn } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'

/** A step of a path of a replacement: a name, an index, all items, or the items that have a field of a value ("[name=web]"). */
export type Step = { name: string } | { all: true } | { key: string; value: string }

/** Reads "spec.containers.[name=web].image"; a dot that belongs to a name has a backslash before it, or the name stands in brackets. */
export function parseFieldPath(path: string): Step[] {
  const steps = path.match(/\[[^\]]*\]|(?:\\.|[^.\\[])+/g) ?? []
  return steps.map(text => {
    const bracketed = /^\[(.*)\]$/s.exec(text)
    const [key, value] = bracketed ? [bracketed[1]!.split('=')[0]!, bracketed[1]!.split('=').slice(1).join('=')] : []
    if (bracketed && bracketed[1]!.includes('=')) return { key: key!, value: value! }
    const name = bracketed ? bracketed[1]! : text.replace(/\\(.)/g, '$1')
    return name === '*' ? { all: true } : { name }
  })
}

/** What is at a path; undefined where it leads nowhere. */
export function readPath(value: unknown, steps: readonly Step[]): unknown {
  let found: unknown
  writePath(
    value,
    steps,
    old => {
      found ??= old
      return old
    },
    false,
  )
  return found
}

/** Replaces what is at a path, in place; returns in how many places. With `create`, names that are missing are made. Throws CommandError. */
export function writePath(
  value: unknown,
  [step, ...rest]: readonly Step[],
  update: (old: unknown) => unknown,
  create: boolean,
): number {
  if (!step) return 0
  if (Array.isArray(value)) return writeItems(value, step, rest, update, create)
  if (typeof value !== 'object' || value === null) return 0
  const object = value as Record<string, unknown>
  if ('all' in step)
    return Object.keys(object).reduce((n, name) => n + writeMember(object, name, rest, update, create), 0)
  if ('key' in step) return 0
  if (!Object.hasOwn(object, step.name)) {
    if (!create) return 0
    const next = rest[0]
    setOwn(object, step.name, next && 'key' in next ? [] : next ? {} : undefined)
  }
  return writeMember(object, step.name, rest, update, create)
}

function writeMember(
  object: Record<string, unknown>,
  name: string,
  rest: readonly Step[],
  update: (old: unknown) => unknown,
  create: boolean,
): number {
  if (rest.length) return writePath(object[name], rest, update, create)
  setOwn(object, name, update(object[name]))
  return 1
}

function writeItems(
  items: unknown[],
  step: Step,
  rest: readonly Step[],
  update: (old: unknown) => unknown,
  create: boolean,
): number {
  let changed = 0
  for (const i of matching(items, step)) {
    if (rest.length) changed += writePath(items[i], rest, update, create)
    else {
      items[i] = update(items[i])
      changed++
    }
  }
  if (changed === 0 && create && 'key' in step) {
    const made = { [step.key]: step.value }
    items.push(made)
    return writePath(made, rest, update, create)
  }
  return changed
}

function matching(items: readonly unknown[], step: Step): number[] {
  const indexes = [...items.keys()]
  if ('all' in step) return indexes
  if ('key' in step)
    return indexes.filter(i => {
      const item = items[i]
      if (step.key === '') return String(item) === step.value
      return (
        typeof item === 'object' && item !== null && String((item as Record<string, unknown>)[step.key]) === step.value
      )
    })
  if (!/^\d+$/.test(step.name)) throw new CommandError(`unable to find index of a list by ${JSON.stringify(step.name)}`)
  return indexes.filter(i => i === Number(step.name))
}
