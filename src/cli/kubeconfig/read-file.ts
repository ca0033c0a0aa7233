import { readFileSync } from 'node:fs'
import { isObject } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'
import type { Kubeconfig } from '../kubeconfig.ts'
import { goSystemError } from '../manifests/go-system-error.ts'
import { YamlError, yamlToJson } from '../manifests/yaml.ts'
import { CLUSTER_FIELDS, CONTEXT_FIELDS, USER_FIELDS } from './fields.ts'

type Fields = Record<string, unknown>

const LISTS = {
  clusters: { member: 'cluster', type: 'NamedCluster' },
  users: { member: 'user', type: 'NamedAuthInfo' },
  contexts: { member: 'context', type: 'NamedContext' },
} as const

/**
 * A kubeconfig file; an empty one is one without anything, a missing one is undefined. Throws CommandError `error loading config file …` for
 * what is none.
 */
export async function readKubeconfigFile(path: string): Promise<Kubeconfig | undefined> {
  const failed = (why: string) => new CommandError(`error loading config file ${JSON.stringify(path)}: ${why}`)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw failed(goSystemError(error, code === 'EISDIR' ? 'read' : 'open', path))
  }
  try {
    return kubeconfigOf(await yamlToJson(text))
  } catch (error) {
    if (error instanceof YamlError || error instanceof ShapeError) throw failed(error.message)
    throw error
  }
}

/** A value is not of the type of its field; the message is that of Go's JSON. */
class ShapeError extends Error {}

/** A kubeconfig with what it says; fields that nobody knows stay in its entries. Throws ShapeError. */
function kubeconfigOf(value: unknown): Kubeconfig {
  if (value !== null && !isObject(value)) throw mismatch(value, 'Go value', 'struct')
  const config = value ?? {}
  const { kind, apiVersion } = config
  if ((kind ?? 'Config') !== 'Config' || (apiVersion ?? 'v1') !== 'v1') {
    const what = `no kind ${JSON.stringify(kind ?? 'Config')} is registered for version ${JSON.stringify(apiVersion ?? 'v1')}`
    throw new ShapeError(`${what} in scheme "k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50"`)
  }
  return {
    ...config,
    apiVersion: 'v1',
    kind: 'Config',
    clusters: entries(config, 'clusters'),
    users: entries(config, 'users'),
    contexts: entries(config, 'contexts'),
    'current-context': text(config['current-context'], 'Config.current-context'),
  } as unknown as Kubeconfig
}

function entries(config: Fields, list: keyof typeof LISTS): Fields[] {
  const { member, type } = LISTS[list]
  const value = config[list] ?? []
  if (!Array.isArray(value)) throw mismatch(value, `Go struct field Config.${list}`, `[]v1.${type}`)
  const byName = new Map<string, Fields>()
  for (const entry of value as unknown[]) {
    if (!isObject(entry)) throw mismatch(entry, `Go struct field Config.${list}`, `v1.${type}`)
    const name = text(entry.name, `${type}.${list}.name`)
    const held = entry[member] ?? {}
    if (!isObject(held)) throw mismatch(held, `Go struct field ${type}.${list}.${member}`, 'struct')
    checkTexts(held, `${type}.${list}.${member}`)
    // as in a list of client-go's, of two of a name the first one stays
    if (!byName.has(name)) byName.set(name, { ...entry, name, [member]: held })
  }
  return [...byName.values()].sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1))
}

const NO_TEXTS = ['insecure-skip-tls-verify', 'disable-compression']
const TEXTS = new Set<string>([...CLUSTER_FIELDS, ...USER_FIELDS, ...CONTEXT_FIELDS].filter(f => !NO_TEXTS.includes(f)))

function checkTexts(held: Fields, path: string): void {
  for (const [name, value] of Object.entries(held)) {
    if (TEXTS.has(name)) text(value, `${path}.${name}`)
    else if ((name === 'exec' || name === 'auth-provider') && value !== null && !isObject(value))
      throw mismatch(value, `Go struct field ${path}.${name}`, 'struct')
  }
}

function text(value: unknown, field: string): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') throw mismatch(value, `Go struct field ${field}`, 'string')
  return value
}

function mismatch(value: unknown, into: string, type: string): ShapeError {
  const is = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  return new ShapeError(`json: cannot unmarshal ${is} into ${into} of type ${type}`)
}
