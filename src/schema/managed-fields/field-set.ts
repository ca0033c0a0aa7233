/**
 * A set of fields in the form of FieldsV1: each key is a step ("f:spec", `k:{"port":80}`, `v:"x"`), each value what is
 * set below it. An empty node, or one with ".", is itself a member of the set; other nodes only lead to members.
 */
export interface FieldSet {
  readonly [step: string]: FieldSet
}

/** A member without members below it, or a set that is empty. Shared: never changed. */
export const LEAF: FieldSet = Object.freeze({})
export const EMPTY: FieldSet = LEAF

export const isEmptySet = (set: FieldSet): boolean => {
  for (const _ in set) return false
  return true
}

/** Whether a node below the root is itself a member. */
export const isMember = (node: FieldSet): boolean => node['.'] !== undefined || isEmptySet(node)

const stepsOf = (set: FieldSet): string[] => Object.keys(set).filter(step => step !== '.')

/** A node with what is below it, as a member or not; undefined when it is nothing. */
function node(below: FieldSet, member: boolean): FieldSet | undefined {
  if (isEmptySet(below)) return member ? LEAF : undefined
  return member ? { '.': LEAF, ...below } : below
}

/** All members of both. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(a)) return b
  if (isEmptySet(b)) return a
  const result: Record<string, FieldSet> = {}
  for (const step of stepsOf(a)) result[step] = a[step]!
  for (const step of stepsOf(b)) {
    const own = result[step]
    const other = b[step]!
    result[step] = own === undefined ? other : node(union(below(own), below(other)), isMember(own) || isMember(other))!
  }
  return result
}

const below = (member: FieldSet): FieldSet => {
  if (member['.'] === undefined) return member
  const { '.': _, ...rest } = member
  return rest
}

/**
 * `a` with each step that both have put through `remove`, which gives what is left of its node (undefined: nothing); the very same
 * set where nothing goes. Whether `a` itself is a member stays as it is.
 */
function reduced(a: FieldSet, b: FieldSet, remove: (own: FieldSet, other: FieldSet) => FieldSet | undefined): FieldSet {
  let changes: Map<string, FieldSet | undefined> | undefined
  for (const step in b) {
    if (step === '.' || !Object.hasOwn(a, step)) continue
    const own = a[step]!
    const left = remove(own, b[step]!)
    if (left === own) continue
    changes ??= new Map()
    changes.set(step, left)
  }
  if (changes === undefined) return a
  const result: Record<string, FieldSet> = {}
  for (const step of Object.keys(a)) {
    const left = changes.has(step) ? changes.get(step) : a[step]
    if (left !== undefined) result[step] = left
  }
  return result
}

/** The members of `a` that are none of `b`. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  return reduced(a, b, (own, other) => {
    const left = difference(own, other)
    const member = isMember(own)
    const stays = member && !isMember(other)
    return left === own && stays === member ? own : node(below(left), stays)
  })
}

/** The members of both. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const result: Record<string, FieldSet> = {}
  for (const step of stepsOf(a)) {
    const own = a[step]!
    const other = b[step]
    if (other === undefined) continue
    const shared = node(intersection(below(own), below(other)), isMember(own) && isMember(other))
    if (shared !== undefined) result[step] = shared
  }
  return result
}

/** The members of `a` that neither are members of `b` nor below one. */
export function without(a: FieldSet, b: FieldSet): FieldSet {
  return reduced(a, b, (own, other) => {
    if (isMember(other)) return undefined
    const left = without(own, other)
    return left === own ? own : node(below(left), isMember(own))
  })
}

/** The steps to each member, parents before what is below them, in Kubernetes' order. */
export function* members(set: FieldSet, path: readonly string[] = []): Generator<readonly string[]> {
  for (const step of stepsOf(set).sort(byStep)) {
    const at = [...path, step]
    if (isMember(set[step]!)) yield at
    yield* members(below(set[step]!), at)
  }
}

const RANK = 'fkvi'

function byStep(a: string, b: string): number {
  return RANK.indexOf(a[0]!) - RANK.indexOf(b[0]!) || (a < b ? -1 : a > b ? 1 : 0)
}

/** Makes a set, or undefined when it is none: what clients may send is checked here. */
export function parseFieldSet(value: unknown): FieldSet | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  for (const [step, child] of Object.entries(value)) {
    if (step !== '.' && !isStep(step)) return undefined
    if (parseFieldSet(child) === undefined) return undefined
  }
  return value as FieldSet
}

function isStep(step: string): boolean {
  if (step.startsWith('f:')) return true
  if (!/^[kvi]:/.test(step)) return false
  try {
    const value: unknown = JSON.parse(step.slice(2))
    return step[0] === 'k' ? typeof value === 'object' && value !== null : true
  } catch {
    return false
  }
}
