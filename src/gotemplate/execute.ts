/** Executes parsed Go templates. Its messages are those of text/template: "template: output:1:7: executing "output" at <.x>: …". */

import { quote } from '../apimachinery/quote.ts'
import { type EvaluationOptions, Evaluator } from './evaluate.ts'
import { formatValue } from './format.ts'
import { GoInt } from './go-number.ts'
import type { BranchNode, ListNode, Statement, TemplateNode } from './nodes.ts'
import type { TemplateSet } from './parse.ts'
import { sortedKeys } from './sorted-keys.ts'
import { asInt, Boxed, isMap, isTrue, unbox } from './values.ts'

/** Go's own limit, of which JavaScript's stack allows a part only. */
const MAX_DEPTH = 100000

/** What ends the current iteration of a range early. */
type Signal = 'break' | 'continue' | undefined

/**
 * Executes a template on a JSON value; `write` gets the output piece by piece. Throws TemplateError, after what was written before.
 */
export function executeTemplate(
  set: TemplateSet,
  data: unknown,
  options: EvaluationOptions,
  write: (text: string) => void,
): void {
  new Execution(set, set.name, data, options, write).run(data)
}

class Execution {
  private readonly evaluator: Evaluator

  constructor(
    private readonly set: TemplateSet,
    private readonly name: string,
    data: unknown,
    private readonly options: EvaluationOptions,
    private readonly write: (text: string) => void,
  ) {
    this.evaluator = new Evaluator(set, name, data, options)
  }

  run(dot: unknown): void {
    this.walkList(dot, this.set.trees.get(this.name)!)
  }

  private walkList(dot: unknown, list: ListNode): Signal {
    for (const node of list.nodes) {
      const signal = this.walk(dot, node)
      if (signal) return signal
    }
    return undefined
  }

  private walk(dot: unknown, node: Statement): Signal {
    this.evaluator.at(node)
    switch (node.type) {
      case 'text':
        this.write(node.text)
        return undefined
      case 'action': {
        const value = this.evaluator.pipeline(dot, node.pipe)
        if (node.pipe.declarations.length > 0) return undefined
        const inner = unbox(value)
        this.write(inner === undefined ? '<no value>' : formatValue(inner))
        return undefined
      }
      case 'break':
      case 'continue':
        return node.type
      case 'if':
      case 'with':
        return this.branch(dot, node)
      case 'range':
        return this.range(dot, node)
      case 'template':
        this.template(dot, node)
        return undefined
    }
  }

  private branch(dot: unknown, node: BranchNode): Signal {
    const { variables } = this.evaluator
    const declared = variables.length
    const value = this.evaluator.pipeline(dot, node.pipe)
    let signal: Signal
    if (isTrue(value)) signal = this.walkList(node.type === 'with' ? value : dot, node.list)
    else if (node.elseList) signal = this.walkList(dot, node.elseList)
    variables.length = declared
    return signal
  }

  private range(dot: unknown, node: BranchNode): Signal {
    const { variables } = this.evaluator
    const declared = variables.length
    const entries = this.entries(node, unbox(this.evaluator.pipeline(dot, node.pipe)))
    const inLoop = variables.length
    let signal: Signal
    for (const [index, element] of entries) {
      this.setLoopVariables(node, index, element)
      signal = this.walkList(element, node.list)
      variables.length = inLoop
      if (signal === 'break') break
    }
    signal = undefined
    if (entries.length === 0 && node.elseList) signal = this.walkList(dot, node.elseList)
    variables.length = declared
    return signal
  }

  /** What a range goes over, each with its index or key. */
  private entries(node: BranchNode, value: unknown): [unknown, unknown][] {
    if (value === undefined) return []
    if (Array.isArray(value)) return value.map((item, i) => [new GoInt(i), new Boxed(item)])
    const count = asInt(value)
    if (count !== undefined) {
      if (node.pipe.declarations.length > 1) {
        this.evaluator.fail(`can't use ${count} to iterate over more than one variable`)
      }
      return Array.from({ length: Math.max(0, count) }, (_, i) => [undefined, new GoInt(i)])
    }
    if (!isMap(value)) return this.evaluator.fail(`range can't iterate over ${formatValue(value)}`)
    return sortedKeys(value).map(key => [key, new Boxed(value[key])])
  }

  private setLoopVariables(node: BranchNode, index: unknown, element: unknown): void {
    const { declarations, isAssignment } = node.pipe
    if (declarations.length === 0) return
    if (isAssignment) {
      this.evaluator.assign(declarations[0]!, declarations.length > 1 ? index : element)
      if (declarations.length > 1) this.evaluator.assign(declarations[1]!, element)
      return
    }
    const { variables } = this.evaluator
    variables[variables.length - 1]!.value = element
    if (declarations.length > 1) variables[variables.length - 2]!.value = index
  }

  private template(dot: unknown, node: TemplateNode): void {
    if (!this.set.trees.has(node.name)) this.evaluator.fail(`template ${quote(node.name)} not defined`)
    const data = node.pipe ? this.evaluator.pipeline(dot, node.pipe) : undefined
    try {
      new Execution(this.set, node.name, data, this.options, this.write).run(data)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      this.evaluator.at(node)
      this.evaluator.fail(`exceeded maximum template depth (${MAX_DEPTH})`)
    }
  }
}
