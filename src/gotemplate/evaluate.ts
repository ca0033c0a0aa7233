/** Evaluates the pipelines of an executing Go template: fields, variables, constants and calls of functions. */
import { quote } from '../apimachinery/quote.ts'
import { FunctionError } from './function-error.ts'
import { FUNCTIONS, type Parameter, type TemplateFunction } from './functions.ts'
import { GoFloat, GoInt } from './go-number.ts'
import { type CommandNode, type Node, nodeText, type Operand, type PipeNode } from './nodes.ts'
import { TemplateError, type TemplateSet } from './parse.ts'
import { Boxed, goType, isMap, isTrue, unbox } from './values.ts'

export interface EvaluationOptions {
  /** Whether a key that a map has not is an error. */
  missingKeyIsError: boolean
}

/** Stands for "nothing was piped in": a piped value may itself be no value. */
const NOTHING = Symbol('nothing')

export class Evaluator {
  /** The variables in scope, the innermost last. */
  readonly variables: { name: string; value: unknown }[]
  private node: Node | undefined

  constructor(
    private readonly set: TemplateSet,
    private readonly name: string,
    data: unknown,
    private readonly options: EvaluationOptions,
  ) {
    this.variables = [{ name: '$', value: data }]
  }

  /** Remembers the node that an error would be about. */
  at(node: Node): void {
    this.node = node
  }

  fail(message: string): never {
    const before = this.set.text.slice(0, this.node!.at)
    const line = before.split('\n').length
    const column = Buffer.byteLength(before.slice(before.lastIndexOf('\n') + 1))
    throw new TemplateError(
      `template: ${this.set.name}:${line}:${column}: executing ${quote(this.name)} at <${nodeText(this.node!)}>: ${message}`,
    )
  }

  assign(name: string, value: unknown): void {
    for (let i = this.variables.length - 1; i >= 0; i--) {
      const variable = this.variables[i]!
      if (variable.name === name) {
        variable.value = value
        return
      }
    }
    this.fail(`undefined variable: ${name}`)
  }

  /** The value of a pipeline, out of its box; the variables that it declares stay. */
  pipeline(dot: unknown, pipe: PipeNode): unknown {
    this.at(pipe)
    let value: unknown = NOTHING
    for (const command of pipe.commands) value = unbox(this.command(dot, command, value))
    for (const name of pipe.declarations) {
      if (pipe.isAssignment) this.assign(name, value)
      else this.variables.push({ name, value })
    }
    return value
  }

  private command(dot: unknown, command: CommandNode, piped: unknown): unknown {
    const { args } = command
    const first = args[0]!
    switch (first.type) {
      case 'field':
      case 'chain':
      case 'variable':
        return this.path(dot, first, args, piped)
      case 'identifier':
        return this.callFunction(dot, first.name, first, command, args.slice(1), piped)
      case 'pipe':
        this.notAFunction(args, piped)
        return this.pipeline(dot, first)
    }
    this.at(first)
    this.notAFunction(args, piped)
    if (first.type === 'nil') this.fail('nil is not a command')
    return this.constant(dot, first)
  }

  private notAFunction(args: Operand[], piped: unknown): void {
    if (args.length > 1 || piped !== NOTHING) this.fail(`can't give argument to non-function ${nodeText(args[0]!)}`)
  }

  private constant(dot: unknown, node: Operand): unknown {
    switch (node.type) {
      case 'dot':
        return dot
      case 'bool':
      case 'string':
        return node.value
      case 'number':
        return node.isFloat ? new GoFloat(node.value) : new GoInt(node.value)
    }
    return this.fail(`can't evaluate command ${quote(nodeText(node))}`)
  }

  /** A field of the dot, of a variable or of what parentheses hold. */
  private path(
    dot: unknown,
    node: Extract<Operand, { type: 'field' | 'chain' | 'variable' }>,
    args: Operand[],
    piped: unknown,
  ): unknown {
    this.at(node)
    let receiver = dot
    let names = node.names
    if (node.type === 'variable') {
      receiver = this.variable(names[0]!)
      names = names.slice(1)
      if (names.length === 0) {
        this.notAFunction(args.length > 0 ? args : [node], piped)
        return receiver
      }
    } else if (node.type === 'chain') {
      if (node.operand.type === 'nil') this.fail(`indirection through explicit nil in ${nodeText(node)}`)
      receiver = this.operand(dot, node.operand)
    }
    names.forEach((name, i) => {
      const last = i === names.length - 1
      receiver = this.field(receiver, name, last && (args.length > 1 || piped !== NOTHING))
    })
    return receiver
  }

  private variable(name: string): unknown {
    for (let i = this.variables.length - 1; i >= 0; i--) {
      if (this.variables[i]!.name === name) return this.variables[i]!.value
    }
    return this.fail(`undefined variable: ${name}`)
  }

  private field(receiver: unknown, name: string, hasArguments: boolean): unknown {
    if (receiver === undefined) {
      if (this.options.missingKeyIsError) this.fail(`nil data; no entry for key ${quote(name)}`)
      return undefined
    }
    const value = unbox(receiver)
    if (value === undefined) this.fail(`nil pointer evaluating interface {}.${name}`)
    if (!isMap(value)) return this.fail(`can't evaluate field ${name} in type ${goType(receiver)}`)
    if (hasArguments) this.fail(`${name} is not a method but has arguments`)
    if (Object.hasOwn(value, name)) return new Boxed(value[name])
    if (this.options.missingKeyIsError) this.fail(`map has no entry for key ${quote(name)}`)
    return undefined
  }

  /** The value of an operand that is no constant where it stands as an argument. */
  private operand(dot: unknown, node: Operand): unknown {
    this.at(node)
    switch (node.type) {
      case 'field':
      case 'chain':
      case 'variable':
        return this.path(dot, node, [], NOTHING)
      case 'pipe':
        return this.pipeline(dot, node)
      case 'identifier':
        return this.callFunction(dot, node.name, node, node, [], NOTHING)
    }
    return this.constant(dot, node)
  }

  private argument(dot: unknown, parameter: Parameter, node: Operand): unknown {
    this.at(node)
    if (node.type === 'nil') {
      if (parameter === 'string') this.fail('cannot assign nil to string')
      return parameter === 'any' ? null : undefined
    }
    if (parameter === 'string' && (node.type === 'bool' || node.type === 'number')) {
      this.fail(`expected string; found ${nodeText(node)}`)
    }
    return this.passed(parameter, this.operand(dot, node))
  }

  /** A value as a parameter takes it. */
  private passed(parameter: Parameter, value: unknown): unknown {
    if (parameter === 'value') return value
    const inner = unbox(value)
    if (parameter === 'any') return inner ?? null
    if (typeof inner === 'string') return inner
    if (value === undefined) this.fail('invalid value; expected string')
    return this.fail(`wrong type for value; expected string; got ${goType(inner === undefined ? value : inner)}`)
  }

  private callFunction(
    dot: unknown,
    name: string,
    node: Node,
    command: Node,
    args: Operand[],
    piped: unknown,
  ): unknown {
    this.at(node)
    const fn = FUNCTIONS.get(name)!
    this.checkCount(name, fn, args.length, piped !== NOTHING)
    if (name === 'and' || name === 'or') return this.shortCircuit(dot, name === 'or', args, piped)
    const parameter = (i: number) => fn.parameters[Math.min(i, fn.parameters.length - 1)]!
    const values = args.map((arg, i) => this.argument(dot, parameter(i), arg))
    if (piped !== NOTHING) values.push(this.passed(parameter(values.length), piped))
    if (name === 'call') values.unshift(args.length > 0 ? nodeText(args[0]!) : piped)
    try {
      return (fn.call as (...values: unknown[]) => unknown)(...values)
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error
      this.at(command)
      return this.fail(`error calling ${name}: ${error.message}`)
    }
  }

  private checkCount(name: string, fn: TemplateFunction, given: number, piped: boolean): void {
    const count = given + (piped ? 1 : 0)
    const wanted = fn.parameters.length - (fn.variadic ? 1 : 0)
    if (fn.variadic && count < wanted) {
      this.fail(`wrong number of args for ${name}: want at least ${wanted} got ${given}`)
    }
    if (!fn.variadic && count !== wanted) this.fail(`wrong number of args for ${name}: want ${wanted} got ${count}`)
  }

  private shortCircuit(dot: unknown, stopAt: boolean, args: Operand[], piped: unknown): unknown {
    let value: unknown
    for (const arg of args) {
      value = this.argument(dot, 'value', arg)
      if (isTrue(value) === stopAt) return value
    }
    return piped === NOTHING ? value : piped
  }
}
