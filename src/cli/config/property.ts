import { formatValue } from '../../gotemplate/format.ts'
import { CommandError } from '../errors.ts'
import { FlagValueError, readBool } from '../flags/values.ts'
import type { Kubeconfig } from '../kubeconfig.ts'
import { checkedBase64 } from './base64.ts'

type FieldKind = 'string' | 'bool' | 'bytes' | 'strings' | 'map' | 'pointer'

/** The fields of an entry, by the names that `config set` knows them by, with how the kubeconfig calls them where that differs. */
type Fields = ReadonlyMap<string, { kind: FieldKind; name: string }>

const fields = (kinds: Record<string, FieldKind>, names: Record<string, string> = {}): Fields =>
  new Map(Object.entries(kinds).map(([field, kind]) => [field, { kind, name: names[field] ?? field }]))

const CLUSTER: Fields = fields({
  server: 'string',
  'tls-server-name': 'string',
  'insecure-skip-tls-verify': 'bool',
  'certificate-authority': 'string',
  'certificate-authority-data': 'bytes',
  'proxy-url': 'string',
  'disable-compression': 'bool',
  extensions: 'map',
})
const USER: Fields = fields(
  {
    'client-certificate': 'string',
    'client-certificate-data': 'bytes',
    'client-key': 'string',
    'client-key-data': 'bytes',
    token: 'string',
    tokenFile: 'string',
    'act-as': 'string',
    'act-as-uid': 'string',
    'act-as-groups': 'strings',
    'act-as-user-extra': 'map',
    username: 'string',
    password: 'string',
    'auth-provider': 'pointer',
    exec: 'pointer',
    extensions: 'map',
  },
  { 'act-as': 'as', 'act-as-uid': 'as-uid' },
)
const CONTEXT: Fields = fields({ cluster: 'string', user: 'string', namespace: 'string', extensions: 'map' })
const PREFERENCES: Fields = fields({ colors: 'bool', extensions: 'map' })

const LISTS = {
  clusters: { member: 'cluster', fields: CLUSTER },
  users: { member: 'user', fields: USER },
  contexts: { member: 'context', fields: CONTEXT },
} as const

type ListName = keyof typeof LISTS
type Entry = Record<string, unknown>

/** What happens to a property. */
export type Change = { unset: true } | { unset: false; value: string; rawBytes: boolean }

/**
 * A kubeconfig with one property changed, named by a path such as "contexts.my-context.namespace"; names may have dots in them.
 * Throws CommandError for a path that leads nowhere and for a value that the property cannot have.
 */
export function changeProperty(config: Kubeconfig, path: string, change: Change): Kubeconfig {
  const [root = '', ...rest] = path.split('.')
  if (root === 'current-context') {
    if (rest.length) throw unparsable(path)
    return { ...config, 'current-context': change.unset ? '' : change.value }
  }
  if (root === 'preferences') return changePreferences(config, path, rest, change)
  if (!Object.hasOwn(LISTS, root)) throw new CommandError(`unable to parse ${path} after [] at api.Config`)
  return changeList(config, root as ListName, path, rest, change)
}

function changePreferences(config: Kubeconfig, path: string, rest: readonly string[], change: Change): Kubeconfig {
  const [name] = rest
  const { preferences: before = {}, ...others } = config
  if (name === undefined && change.unset) return others
  if (name === undefined || !PREFERENCES.has(name))
    throw new CommandError(`unable to parse ${path} after [{preferences}] at api.Preferences`)
  if (rest.length > 1) throw unparsable(path)
  return { ...others, preferences: changeField(before, name, PREFERENCES, path, change) }
}

function changeList(
  config: Kubeconfig,
  list: ListName,
  path: string,
  rest: readonly string[],
  change: Change,
): Kubeconfig {
  const { member, fields: known } = LISTS[list]
  const entries = new Map(config[list].map(e => [e.name, (e as unknown as Entry)[member] as Entry]))
  const end = rest.findIndex((part, i) => i > 0 && known.has(part))
  const name = rest.slice(0, end < 0 ? undefined : end).join('.')
  const [field, ...below] = end < 0 ? [] : rest.slice(end)
  if (rest.length === 0 || field === undefined) {
    if (!change.unset) throw notAValue(Object.fromEntries(entries))
    if (rest.length === 0) entries.clear()
    else entries.delete(name)
  } else {
    if (below.length) throw unparsable(path)
    const before = entries.get(name)
    if (!before && change.unset) throw new CommandError(`current map key \`${name}\` is invalid`)
    entries.set(name, changeField(before ?? {}, field, known, path, change))
  }
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...config, [list]: sorted.map(([key, value]) => ({ name: key, [member]: value })) }
}

function changeField(entry: Entry, field: string, known: Fields, path: string, change: Change): Entry {
  const { kind, name } = known.get(field)!
  if (change.unset) {
    const { [name]: _, ...others } = entry
    return others
  }
  return { ...entry, [name]: readValue(kind, change, path) }
}

function readValue(kind: FieldKind, { value, rawBytes }: { value: string; rawBytes: boolean }, path: string): unknown {
  switch (kind) {
    case 'string':
      return value
    case 'bool':
      return boolOf(value)
    case 'bytes':
      return rawBytes ? Buffer.from(value).toString('base64') : checkedBase64(value)
    case 'strings':
      throw new CommandError('unrecognized slice type. string')
    case 'map':
      throw notAValue({})
    case 'pointer':
      throw unparsable(path)
  }
}

function boolOf(text: string): boolean {
  try {
    return readBool(text)
  } catch (error) {
    throw error instanceof FlagValueError ? new CommandError(error.message) : error
  }
}

const unparsable = (path: string): CommandError =>
  new CommandError(`unable to parse one or more field values of ${path}`)

const notAValue = (map: object): CommandError => new CommandError(`can't set a map to a value: ${formatValue(map)}`)
