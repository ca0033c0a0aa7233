import { type Alias, type Node, parseDocument, visit } from 'yaml'
import { checkDocument, type DocumentExtent } from './grammar.ts'
import { resolvePlain } from './resolve.ts'
import { jsonOf } from './values.ts'
import { YamlError } from './yaml-error.ts'

const TOO_DEEP = 'yaml: exceeded max depth of 10000'

/**
 * The first document of a text as plain JSON, null if there is none: read by the yaml package, after what go-yaml would refuse
 * has been refused. `resolve` says what plain scalars stand for. Throws YamlError.
 */
export function parseYaml(text: string, resolve: (plain: string) => unknown = resolvePlain): unknown {
  try {
    const document = parseDocument(plainText(text, checkDocument(text)), {
      version: '1.1',
      schema: 'failsafe',
      resolveKnownTags: false,
      merge: false,
      uniqueKeys: false,
      strict: false,
      prettyErrors: false,
      logLevel: 'silent',
    })
    const [problem] = document.errors
    if (problem?.code === 'RESOURCE_EXHAUSTION') throw new YamlError(TOO_DEEP)
    if (problem) throw new YamlError(`yaml: ${problem.message}`)
    const json = jsonOf(document.contents as Node | null, aliasTargets(document.contents as Node | null, text), resolve)
    requireFinite(json)
    return json
  } catch (error) {
    if (error instanceof RangeError) throw new YamlError(TOO_DEEP)
    throw error
  }
}

/** A document without what the yaml package has stricter rules for than YAML 1.1: blanks, escapes, and what breaks lines. */
function plainText(text: string, { end, amendments }: DocumentExtent): string {
  let complete = ''
  let from = 0
  for (const { at, blanks, without } of amendments) {
    if (at > end) break
    complete += text.slice(from, at) + ' '.repeat(blanks)
    from = at + without
  }
  complete += text.slice(from, end)
  return /[\r\x85]/.test(complete) ? complete.replace(/\r\n?|\x85/g, '\n') : complete
}

/** What each alias stands for: the last node before it with that anchor. */
function aliasTargets(root: Node | null, text: string): Map<Alias, Node> {
  const targets = new Map<Alias, Node>()
  if (!root || !text.includes('*')) return targets
  const anchors = new Map<string, Node>()
  visit(root, {
    Alias: (_, alias) => {
      targets.set(alias, anchors.get(alias.source)!)
    },
    Value: (_, node) => {
      if (node.anchor) anchors.set(node.anchor, node)
    },
  })
  return targets
}

/** JSON has no NaN and no infinities. */
function requireFinite(value: unknown): void {
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return
    const shown = Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
    throw new YamlError(`json: unsupported value: ${shown}`)
  }
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) requireFinite(member)
}
