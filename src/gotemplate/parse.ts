/** The parser of Go templates. Its messages are those of text/template/parse: "template: output:1: unclosed action". */
import { quote } from '../apimachinery/quote.ts'
import { ItemReader } from './item-reader.ts'
import { type Item, type ItemType, itemText, lex } from './lex.ts'
import { isEmpty, type ListNode, nodeText, type Operand, type PipeNode, type Statement } from './nodes.ts'
import { parseNumber } from './number.ts'
import { goUnquote } from './quote.ts'

/** A template that cannot be parsed or executed. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
}

/** A parsed template: the tree of every name that the text defines, its own among them. */
export interface TemplateSet {
  name: string
  text: string
  trees: Map<string, ListNode>
}

type Control = { type: 'end' } | { type: 'else' }
const OPERANDS: readonly ItemType[] = [
  'bool',
  'charConstant',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'rawString',
  'string',
  'variable',
  'leftParen',
]

/** Parses the text of a template; `functions` has the names that it may call. Throws TemplateError. */
export function parseTemplate(name: string, text: string, functions: ReadonlySet<string>): TemplateSet {
  const trees = new Map<string, ListNode>()
  new Parser(name, new ItemReader(lex(text)), functions, trees).parse()
  return { name, text, trees }
}

class Parser {
  private variables = ['$']
  private rangeDepth = 0
  private actionLine = 0

  constructor(
    private readonly name: string,
    private readonly items: ItemReader,
    private readonly functions: ReadonlySet<string>,
    private readonly trees: Map<string, ListNode>,
  ) {}

  parse(): void {
    const root: ListNode = { type: 'list', at: 0, nodes: [] }
    while (this.items.peek().type !== 'EOF') {
      if (this.items.peek().type === 'leftDelim' && this.afterDelim() === 'define') {
        this.definition()
        continue
      }
      const node = this.textOrAction()
      if (node.type === 'end' || node.type === 'else') this.fail(`unexpected {{${node.type}}}`)
      else root.nodes.push(node)
    }
    this.add(this.name, root)
  }

  private afterDelim(): ItemType {
    const start = this.items.next
    this.items.next++
    const { type } = this.items.takeNonSpace()
    this.items.next = start
    return type
  }

  private fail(message: string): never {
    throw new TemplateError(`template: ${this.name}:${this.items.lastLine()}: ${message}`)
  }

  private unexpected(item: Item, context: string): never {
    if (item.type !== 'error') return this.fail(`unexpected ${itemText(item)} in ${context}`)
    let extra = ''
    if (this.actionLine !== 0 && this.actionLine !== item.line) {
      extra = ` in action started at ${this.name}:${this.actionLine}`
      if (item.value.endsWith(' action')) extra = extra.slice(' in action'.length)
    }
    return this.fail(`${item.value}${extra}`)
  }

  private expect(type: ItemType, context: string): Item {
    const item = this.items.takeNonSpace()
    return item.type === type ? item : this.unexpected(item, context)
  }

  private add(name: string, tree: ListNode): void {
    const old = this.trees.get(name)
    if (old === undefined || isEmpty(old)) this.trees.set(name, tree)
    else if (!isEmpty(tree)) this.fail(`template: multiple definition of template ${quote(name)}`)
  }

  /** Parses what another name is defined as, with variables of its own. */
  private ownTree(name: (() => string) | string, context: string): void {
    const { variables, rangeDepth } = this
    this.variables = ['$']
    this.rangeDepth = 0
    const treeName = typeof name === 'string' ? name : name()
    const { list, end } = this.itemList()
    if (end.type !== 'end') this.fail(`unexpected {{${end.type}}} in ${context}`)
    this.add(treeName, list)
    this.variables = variables
    this.rangeDepth = rangeDepth
  }

  private definition(): void {
    this.items.next++
    this.items.takeNonSpace()
    this.ownTree(() => {
      const item = this.items.takeNonSpace()
      const name = this.templateName(item, 'define clause')
      this.expect('rightDelim', 'define clause')
      return name
    }, 'define clause')
  }

  private templateName(item: Item, context: string): string {
    if (item.type !== 'string' && item.type !== 'rawString') return this.unexpected(item, context)
    return goUnquote(item.value) ?? this.fail('invalid syntax')
  }

  private itemList(): { list: ListNode; end: Control } {
    const list: ListNode = { type: 'list', at: this.items.peekNonSpace().at, nodes: [] }
    while (this.items.peekNonSpace().type !== 'EOF') {
      const node = this.textOrAction()
      if (node.type === 'end' || node.type === 'else') return { list, end: node }
      list.nodes.push(node)
    }
    return this.fail('unexpected EOF')
  }

  private textOrAction(): Statement | Control {
    const item = this.items.takeNonSpace()
    if (item.type === 'text') return { type: 'text', at: item.at, text: item.value }
    if (item.type !== 'leftDelim') return this.unexpected(item, 'input')
    this.actionLine = item.line
    const node = this.action()
    this.actionLine = 0
    return node
  }

  private action(): Statement | Control {
    const item = this.items.takeNonSpace()
    switch (item.type) {
      case 'block': {
        const name = this.items.takeNonSpace()
        const template = this.templateName(name, 'block clause')
        const pipe = this.pipeline('block clause', 'rightDelim')
        this.ownTree(template, 'block clause')
        return { type: 'template', at: name.at, name: template, pipe }
      }
      case 'break':
      case 'continue': {
        const end = this.items.takeNonSpace()
        if (end.type !== 'rightDelim') this.unexpected(end, `{{${item.type}}}`)
        if (this.rangeDepth === 0) this.fail(`{{${item.type}}} outside {{range}}`)
        return { type: item.type, at: item.at }
      }
      case 'else':
        if (!['if', 'with'].includes(this.items.peekNonSpace().type)) this.expect('rightDelim', 'else')
        return { type: 'else' }
      case 'end':
        this.expect('rightDelim', 'end')
        return { type: 'end' }
      case 'if':
      case 'range':
      case 'with':
        return this.control(item.type)
      case 'template': {
        const name = this.items.takeNonSpace()
        const template = this.templateName(name, 'template clause')
        if (this.items.peekNonSpace().type === 'rightDelim') {
          this.items.takeNonSpace()
          return { type: 'template', at: name.at, name: template }
        }
        return { type: 'template', at: name.at, name: template, pipe: this.pipeline('template clause', 'rightDelim') }
      }
    }
    this.items.next--
    const { at } = this.items.peek()
    return { type: 'action', at, pipe: this.pipeline('command', 'rightDelim') }
  }

  private control(type: 'if' | 'range' | 'with'): Statement {
    const declared = this.variables.length
    const pipe = this.pipeline(type, 'rightDelim')
    if (type === 'range') this.rangeDepth++
    const { list, end } = this.itemList()
    if (type === 'range') this.rangeDepth--
    let elseList: ListNode | undefined
    if (end.type === 'else') {
      // {{else if}} and {{else with}} nest: their own end closes the outer one too.
      const { at } = this.items.peek()
      if (type !== 'range' && this.items.peekNonSpace().type === type) {
        this.items.takeNonSpace()
        elseList = { type: 'list', at, nodes: [this.control(type)] }
      } else {
        const other = this.itemList()
        elseList = other.list
        if (other.end.type !== 'end') this.fail(`expected end; found {{${other.end.type}}}`)
      }
    }
    this.variables.length = declared
    return { type, at: pipe.at, pipe, list, ...(elseList && { elseList }) }
  }

  private pipeline(context: string, end: ItemType): PipeNode {
    const pipe: PipeNode = {
      type: 'pipe',
      at: this.items.peekNonSpace().at,
      declarations: [],
      isAssignment: false,
      commands: [],
    }
    this.declarations(pipe, context)
    for (;;) {
      const item = this.items.takeNonSpace()
      if (item.type === end) break
      if (!OPERANDS.includes(item.type)) this.unexpected(item, context)
      this.items.next--
      pipe.commands.push({ type: 'command', at: this.items.peekNonSpace().at, args: this.command() })
    }
    if (pipe.commands.length === 0) this.fail(`missing value for ${context}`)
    pipe.commands.forEach((command, i) => {
      if (i > 0 && ['bool', 'dot', 'nil', 'number', 'string'].includes(command.args[0]!.type)) {
        this.fail(`non executable command in pipeline stage ${i + 1}`)
      }
    })
    return pipe
  }

  private declarations(pipe: PipeNode, context: string): void {
    while (this.items.peekNonSpace().type === 'variable') {
      const start = this.items.next
      const variable = this.items.takeNonSpace()
      const after = this.items.peekNonSpace()
      const comma = after.type === 'char' && after.value === ','
      if (!comma && after.type !== 'assign' && after.type !== 'declare') {
        this.items.next = start
        return
      }
      this.items.takeNonSpace()
      pipe.declarations.push(variable.value)
      this.variables.push(variable.value)
      if (!comma) {
        pipe.isAssignment = after.type === 'assign'
        return
      }
      if (context !== 'range' || pipe.declarations.length >= 2) this.fail(`too many declarations in ${context}`)
      if (!['variable', 'rightDelim', 'rightParen'].includes(this.items.peekNonSpace().type)) {
        this.fail('range can only initialize variables')
      }
    }
  }

  private command(): Operand[] {
    const args: Operand[] = []
    for (;;) {
      this.items.peekNonSpace()
      while (this.items.peek().type === 'space') this.items.next++
      const operand = this.operand()
      if (operand) args.push(operand)
      const item = this.items.take()
      if (item.type === 'space') continue
      if (item.type === 'rightDelim' || item.type === 'rightParen') this.items.next--
      else if (item.type !== 'pipe') this.unexpected(item, 'operand')
      break
    }
    if (args.length === 0) this.fail('empty command')
    return args
  }

  private operand(): Operand | undefined {
    const operand = this.term()
    if (!operand || this.items.peek().type !== 'field') return operand
    const { at } = this.items.peek()
    const names: string[] = []
    while (this.items.peek().type === 'field') names.push(this.items.take().value.slice(1))
    switch (operand.type) {
      case 'field':
      case 'variable':
        return { type: operand.type, at, names: [...operand.names, ...names] }
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.fail(`unexpected . after term ${quote(nodeText(operand))}`)
      default:
        return { type: 'chain', at, operand, names }
    }
  }

  private term(): Operand | undefined {
    const item = this.items.takeNonSpace()
    const { at, value } = item
    switch (item.type) {
      case 'identifier':
        if (!this.functions.has(value)) this.fail(`function ${quote(value)} not defined`)
        return { type: 'identifier', at, name: value }
      case 'dot':
      case 'nil':
        return { type: item.type, at }
      case 'variable':
        if (!this.variables.includes(value)) this.fail(`undefined variable ${quote(value)}`)
        return { type: 'variable', at, names: [value] }
      case 'field':
        return { type: 'field', at, names: [value.slice(1)] }
      case 'bool':
        return { type: 'bool', at, value: value === 'true' }
      case 'charConstant':
      case 'number': {
        const number = parseNumber(value)
        return typeof number === 'string' ? this.fail(number) : { type: 'number', at, text: value, ...number }
      }
      case 'leftParen':
        return this.pipeline('parenthesized pipeline', 'rightParen')
      case 'string':
      case 'rawString':
        return { type: 'string', at, text: value, value: goUnquote(value) ?? this.fail('invalid syntax') }
    }
    this.items.next--
    return undefined
  }
}
