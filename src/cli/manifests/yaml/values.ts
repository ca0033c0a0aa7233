import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { type JsonObject, setOwn } from '../../../schema/json-value.ts'
import { keyText, requireScalarKey } from './map-keys.ts'
import { resolveTagged } from './resolve.ts'
import { YamlError } from './yaml-error.ts'

/**
 * Makes plain JSON of a document's nodes as go-yaml and sigs.k8s.io/yaml do: the last of equal keys counts, `<<` merges where
 * it stands, keys become texts. `targets` tells what each alias stands for, `resolve` what plain scalars do. Throws YamlError.
 */
export function jsonOf(
  root: Node | null,
  targets: ReadonlyMap<Alias, Node>,
  resolve: (plain: string) => unknown,
): unknown {
  return new Values(targets, resolve).of(root)
}

// go-yaml's measure against documents that grow by their aliases: the share of values that come from aliases may be 99 % of
// the first 400,000 and falls to 10 % at 4,000,000.
const SMALL = 400_000
const LARGE = 4_000_000
const allowedShare = (count: number): number =>
  count <= SMALL ? 0.99 : count >= LARGE ? 0.1 : 0.99 - (0.89 * (count - SMALL)) / (LARGE - SMALL)

class Values {
  private count = 0
  private aliased = 0
  private aliasDepth = 0
  private readonly open = new Set<Node>()
  constructor(
    private readonly targets: ReadonlyMap<Alias, Node>,
    private readonly resolve: (plain: string) => unknown,
  ) {}

  of(node: Node | null): unknown {
    this.count++
    if (
      this.aliasDepth > 0 &&
      ++this.aliased > 100 &&
      this.count > 1000 &&
      this.aliased / this.count > allowedShare(this.count)
    )
      throw new YamlError('yaml: document contains excessive aliasing')
    if (node === null) return null
    if (isScalar(node)) return scalar(node, this.resolve)
    if (isAlias(node)) return this.alias(node)
    if (isMap(node)) {
      const object: JsonObject = {}
      this.fill(object, node)
      return object
    }
    return (node as YAMLSeq).items.map(item => this.of(nodeOf(item)))
  }

  private alias(node: Alias): unknown {
    return this.within(node, target => this.of(target))
  }

  private within<T>(node: Alias, work: (target: Node) => T): T {
    const target = this.targets.get(node)!
    if (this.open.has(target)) throw new YamlError(`yaml: anchor '${node.source}' value contains itself`)
    this.open.add(target)
    this.aliasDepth++
    const result = work(target)
    this.aliasDepth--
    this.open.delete(target)
    return result
  }

  private fill(object: JsonObject, map: YAMLMap): void {
    for (const pair of map.items as Pair[]) {
      const keyNode = nodeOf(pair.key)
      if (isMerge(keyNode)) {
        this.merge(object, nodeOf(pair.value))
        continue
      }
      const key = this.of(keyNode)
      requireScalarKey(key)
      const value = this.of(nodeOf(pair.value))
      setOwn(object, keyText(key, isScalar(keyNode) ? textOf(keyNode) : '', value), value)
    }
  }

  private merge(object: JsonObject, node: Node | null): void {
    if (isMap(node)) this.fill(object, node)
    else if (isAlias(node) && isMap(this.targets.get(node)))
      this.within(node, target => this.fill(object, target as YAMLMap))
    else if (isSeq(node)) {
      // What comes earlier in the list wins
      for (const item of node.items.toReversed()) {
        const source = nodeOf(item)
        if (isSeq(source)) throw notMergeable()
        this.merge(object, source)
      }
    } else throw notMergeable()
  }
}

const notMergeable = (): YamlError => new YamlError('yaml: map merge requires map or sequence of maps as the value')

const nodeOf = (value: unknown): Node | null => (value ?? null) as Node | null

const textOf = (node: Scalar): string => String(node.value ?? '')

function scalar(node: Scalar, resolve: (plain: string) => unknown): unknown {
  const text = textOf(node)
  if (node.tag !== undefined) return resolveTagged(node.tag, text)
  return node.type === Scalar.PLAIN || node.type === undefined ? resolve(text) : text
}

function isMerge(node: Node | null): boolean {
  if (!isScalar(node) || node.value !== '<<') return false
  return node.tag === undefined ? node.type === Scalar.PLAIN : node.tag === 'tag:yaml.org,2002:merge'
}
