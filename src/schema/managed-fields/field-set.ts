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

type Combine = (own: FieldSet, other: FieldSet) => FieldSet | undefined

/** The set with each step that both have put through `combine`; what only `a` has is kept or not. */
function combined(a: FieldSet, b: FieldSet, keep: boolean, combine: Combine): FieldSet {
  const result: Record<string, FieldSet> = {}
  for (const step of stepsOf(a)) {
    const other = b[step]
    const own = a[step]!
    const value = other === undefined ? (keep ? own : undefined) : combine(own, other)
    if (value !== undefined) result[step] = value
  }
  return result
}

/** The members of `a` that are none of `b`. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(a) || isEmptySet(b)) return a
  return combined(a, b, true, (own, other) =>
    node(difference(below(own), below(other)), isMember(own) && !isMember(other)),
  )
}

/** The members of both. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return combined(a, b, false, (own, other) =>
    node(intersection(below(own), below(other)), isMember(own) && isMember(other)),
  )
}

/** The members of `a` that neither are members of `b` nor below one. */
export function without(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(a) || isEmptySet(b)) return a
  return combined(a, b, true, (own, other) =>
    isMember(other) ? undefined : node(without(below(own), below(other)), isMember(own)),
  )
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
