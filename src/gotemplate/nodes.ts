import { quote } from '../apimachinery/quote.ts'

/** The parse tree of a Go template, and how its nodes are written in error messages. */

interface Base {
  /** Where the node begins in the text, in UTF-16 units. */
  at: number
}

export interface PipeNode extends Base {
  type: 'pipe'
  declarations: string[]
  isAssignment: boolean
  commands: CommandNode[]
}

export interface CommandNode extends Base {
  type: 'command'
  args: Operand[]
}

export interface ListNode extends Base {
  type: 'list'
  nodes: Statement[]
}

export type Operand =
  | (Base & { type: 'field'; names: string[] })
  | (Base & { type: 'variable'; names: string[] })
  | (Base & { type: 'chain'; operand: Operand; names: string[] })
  | (Base & { type: 'identifier'; name: string })
  | (Base & { type: 'bool'; value: boolean })
  | (Base & { type: 'number'; text: string; value: number; isFloat: boolean })
  | (Base & { type: 'string'; text: string; value: string })
  | (Base & { type: 'dot' })
  | (Base & { type: 'nil' })
  | PipeNode

export type BranchNode = Base & { type: 'if' | 'range' | 'with'; pipe: PipeNode; list: ListNode; elseList?: ListNode }
export type TemplateNode = Base & { type: 'template'; name: string; pipe?: PipeNode }

export type Statement =
  | (Base & { type: 'text'; text: string })
  | (Base & { type: 'action'; pipe: PipeNode })
  | (Base & { type: 'break' })
  | (Base & { type: 'continue' })
  | BranchNode
  | TemplateNode

export type Node = Statement | Operand | CommandNode | ListNode

/** A node as template source: what stands between the angle brackets of an execution error. */
export function nodeText(node: Node): string {
  switch (node.type) {
    case 'text':
      return node.text
    case 'action':
      return `{{${nodeText(node.pipe)}}}`
    case 'break':
    case 'continue':
      return `{{${node.type}}}`
    case 'if':
    case 'range':
    case 'with': {
      const otherwise = node.elseList ? `{{else}}${nodeText(node.elseList)}` : ''
      return `{{${node.type} ${nodeText(node.pipe)}}}${nodeText(node.list)}${otherwise}{{end}}`
    }
    case 'template':
      return `{{template ${quote(node.name)}${node.pipe ? ` ${nodeText(node.pipe)}` : ''}}}`
    case 'list':
      return node.nodes.map(nodeText).join('')
    case 'pipe': {
      const commands = node.commands.map(nodeText).join(' | ')
      if (node.declarations.length === 0) return commands
      return `${node.declarations.join(', ')} ${node.isAssignment ? '=' : ':='} ${commands}`
    }
    case 'command':
      return node.args.map(arg => (arg.type === 'pipe' ? `(${nodeText(arg)})` : nodeText(arg))).join(' ')
    case 'field':
      return node.names.map(name => `.${name}`).join('')
    case 'variable':
      return node.names.join('.')
    case 'chain': {
      const operand = nodeText(node.operand)
      return `${node.operand.type === 'pipe' ? `(${operand})` : operand}${node.names.map(name => `.${name}`).join('')}`
    }
    case 'identifier':
      return node.name
    case 'bool':
      return String(node.value)
    case 'number':
    case 'string':
      return node.text
    case 'dot':
      return '.'
    case 'nil':
      return 'nil'
  }
}

/** Whether a template holds nothing but blank text. */
export function isEmpty(list: ListNode): boolean {
  return list.nodes.every(node => node.type === 'text' && node.text.trim() === '')
}
