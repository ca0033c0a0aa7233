import { formatValue } from '../gotemplate/format.ts'
import { GoFloat } from '../gotemplate/go-number.ts'
import { sortedKeys } from '../gotemplate/sorted-keys.ts'
import { compare } from './compare.ts'
import { JsonPathError, type ListNode, type Node } from './nodes.ts'

export interface EvaluateOptions {
  /** Whether a field that no value has gives nothing (else it is an error). */
  allowMissingKeys: boolean
}

/**
 * Evaluates a parsed template: one list of results for every part of it (a range gives the parts of its body once for every value).
 * Maps are walked in the order of their keys. Throws JsonPathError.
 */
export function evaluate(template: ListNode, data: unknown, options: EvaluateOptions): unknown[][] {
  const results: unknown[][] = []
  new Evaluation(template.nodes, options.allowMissingKeys).run(0, data, results)
  return results
}

class Evaluation {
  private inRange = 0
  private beginRange = false
  private ended = false
  private lastEnd = -1

  constructor(
    private readonly nodes: Node[],
    private readonly allowMissingKeys: boolean,
  ) {}

  /** Evaluates the parts from `start` on, up to the end of the range that they are in. */
  run(start: number, data: unknown, results: unknown[][]): void {
    for (let i = start; i < this.nodes.length; i++) {
      const node = this.nodes[i]!
      const values = this.walk([data], node)
      if (this.ended) {
        this.ended = false
        this.lastEnd = i
        return
      }
      if (!this.beginRange) {
        results.push(values)
        continue
      }
      this.beginRange = false
      this.inRange++
      // Where there is nothing to repeat the body is still walked once, without data, to find its end.
      if (values.length === 0) this.run(i + 1, undefined, [])
      for (const value of values) this.run(i + 1, value, results)
      this.inRange--
      if (this.lastEnd > i) i = this.lastEnd
    }
  }

  private walk(input: unknown[], node: Node): unknown[] {
    switch (node.type) {
      case 'list':
        return node.nodes.reduce((values, next) => this.walk(values, next), input)
      case 'text':
        return [node.text]
      case 'field':
        return this.field(input, node.name)
      case 'array':
        return input.flatMap(value => slice(value, node.params))
      case 'filter':
        return this.filter(input, node)
      case 'int':
      case 'bool':
        return input.map(() => node.value)
      case 'float':
        return input.map(() => new GoFloat(node.value))
      case 'wildcard':
        return input.flatMap(children)
      case 'recursive':
        return descendants(input)
      case 'union':
        return node.lists.flatMap(list => this.walk(input, list))
      case 'identifier':
        return this.identifier(input, node.name)
    }
  }

  private identifier(input: unknown[], name: string): unknown[] {
    if (name === 'range') {
      this.beginRange = true
      return input
    }
    if (name !== 'end') throw new JsonPathError(`unrecognized identifier ${name}`, true)
    if (this.inRange === 0) throw new JsonPathError('not in range, nothing to end')
    this.ended = true
    return []
  }

  private field(input: unknown[], name: string): unknown[] {
    if (input.length === 0) return []
    const found: unknown[] = []
    for (const value of input) {
      if (isMap(value) && Object.hasOwn(value, name)) found.push(value[name])
    }
    if (found.length === 0 && !this.allowMissingKeys) throw new JsonPathError(`${name} is not found`)
    return found
  }

  private filter(input: unknown[], node: Extract<Node, { type: 'filter' }>): unknown[] {
    const found: unknown[] = []
    for (const list of input) {
      if (!Array.isArray(list)) {
        throw new JsonPathError(`${formatValue(list)} is not array or slice and cannot be filtered`, true)
      }
      for (const item of list) if (this.passes(item, node)) found.push(item)
    }
    return found
  }

  private passes(item: unknown, node: Extract<Node, { type: 'filter' }>): boolean {
    if (node.operator === 'exists') {
      try {
        return this.walk([item], node.left).length > 0
      } catch (error) {
        if (error instanceof JsonPathError) return error.found
        throw error
      }
    }
    const left = this.walk([item], node.left)
    if (left.length === 0) return false
    if (left.length > 1) throw new JsonPathError('can only compare one element at a time', true)
    const right = this.walk([item], node.right)
    if (right.length === 0) return false
    if (right.length > 1) throw new JsonPathError('can only compare one element at a time', true)
    return compare(node.operator, left[0], right[0])
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof GoFloat)
}

/** What a wildcard finds in a value: the items of a list, the values of a map, the bytes of a string. */
function children(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return [...Buffer.from(value)]
  if (!isMap(value)) return []
  return sortedKeys(value).map(key => value[key])
}

function descendants(input: unknown[]): unknown[] {
  const found: unknown[] = []
  for (const value of input) {
    const below = children(value)
    if (below.length === 0) continue
    found.push(value)
    if (typeof value !== 'string') for (const deeper of descendants(below)) found.push(deeper)
  }
  return found
}

function goType(value: unknown): string {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  return value instanceof GoFloat ? 'float64' : 'map[string]interface {}'
}

function slice(value: unknown, params: Extract<Node, { type: 'array' }>['params']): unknown[] {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) throw new JsonPathError(`${goType(value)} is not array or slice`, true)
  const { length } = value
  const outOfBounds = (index: number) =>
    new JsonPathError(`array index out of bounds: index ${index}, length ${length}`, true)
  let start = params[0].known ? params[0].value : 0
  if (start < 0) start += length
  let end = params[1].known ? params[1].value : length
  if (end < 0 || (end === 0 && params[1].derived)) end += length
  if (start === end) return []
  if (start >= length || start < 0) throw outOfBounds(start)
  if (end > length || end < 0) throw outOfBounds(end - 1)
  if (start > end) throw new JsonPathError(`starting index ${start} is greater than ending index ${end}`, true)
  const step = params[2].known ? params[2].value : 1
  if (step <= 0) throw new JsonPathError('step must be > 0', true)
  return step === 1 ? value.slice(start, end) : value.slice(start, end).filter((_, i) => i % step === 0)
}
