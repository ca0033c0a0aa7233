import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { equal } from '../../apimachinery/equality.ts'
import { CommandError } from '../errors.ts'
import { type Kubeconfig, withEntry, withoutEntry } from '../kubeconfig.ts'
import { goSystemError } from '../manifests/go-system-error.ts'
import { defaultFile, type KubeconfigFiles, type LoadedFile, loadFiles, merged } from './files.ts'

const EMPTY: Kubeconfig = {
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [],
  users: [],
  contexts: [],
  'current-context': '',
}
const LISTS = ['clusters', 'users', 'contexts'] as const

/**
 * Changes what kubeconfig files say together: every entry in the file that it is in, new ones in the first file that is there (the last of
 * them all where none is), as clientcmd.ModifyConfig does. Throws what `change` throws, and CommandError.
 */
export async function changeKubeconfigFiles(
  files: KubeconfigFiles,
  change: (config: Kubeconfig) => Kubeconfig,
): Promise<void> {
  const release = lockAll(files.paths)
  try {
    const before = await loadFiles({ paths: files.paths })
    const config = merged(before)
    const changed = change(config)
    for (const [path, content] of rewritten(files, before, config, changed)) await write(path, content)
  } finally {
    release()
  }
}

/** The files that are not as they were, by their paths. */
function rewritten(
  files: KubeconfigFiles,
  before: readonly LoadedFile[],
  from: Kubeconfig,
  to: Kubeconfig,
): Map<string, Kubeconfig> {
  const target = defaultFile(files, before)
  const contents = new Map(before.map(({ path, config }) => [path, config]))
  const edit = (path: string, change: (config: Kubeconfig) => Kubeconfig) =>
    contents.set(path, change(contents.get(path) ?? EMPTY))
  for (const list of LISTS) {
    const [old, fresh] = [from[list] as { name: string }[], to[list] as { name: string }[]]
    const holder = (name: string) => before.find(f => f.config[list].some(e => e.name === name))?.path ?? target
    for (const entry of fresh)
      if (
        !equal(
          old.find(e => e.name === entry.name),
          entry,
        )
      )
        edit(holder(entry.name), c => ({ ...c, [list]: withEntry(c[list] as { name: string }[], entry) }))
    for (const { name } of old)
      if (!fresh.some(e => e.name === name))
        edit(holder(name), c => ({ ...c, [list]: withoutEntry(c[list] as { name: string }[], name) }))
  }
  const context = to['current-context']
  if (context !== from['current-context']) {
    const holder = before.find(f => f.config['current-context'] !== '')?.path
    edit(context === '' ? (holder ?? target) : target, c => ({ ...c, 'current-context': context }))
  }
  if (!equal(to.preferences ?? {}, from.preferences ?? {})) edit(target, c => withPreferences(c, to.preferences))
  return new Map([...contents].filter(([path, config]) => !equal(before.find(f => f.path === path)?.config, config)))
}

function withPreferences(config: Kubeconfig, preferences: Kubeconfig['preferences']): Kubeconfig {
  const { preferences: _, ...rest } = config
  return preferences ? { ...rest, preferences } : rest
}

/** Keeps other kubectls from changing the files at the same time: with a file beside each, as they do it. */
function lockAll(paths: readonly string[]): () => void {
  const held: string[] = []
  const release = () => {
    for (const lock of held) rmSync(lock, { force: true })
  }
  for (const path of [...paths].sort()) {
    const lock = `${path}.lock`
    try {
      mkdirSync(dirname(path), { recursive: true })
      closeSync(openSync(lock, 'wx', 0o600))
      held.push(lock)
    } catch (error) {
      release()
      const exists = (error as NodeJS.ErrnoException).code === 'EEXIST'
      throw new CommandError(exists ? `open ${lock}: file exists` : goSystemError(error, 'open', lock))
    }
  }
  return release
}

async function text(config: Kubeconfig): Promise<string> {
  const { toYaml } = await import('../printers/yaml.ts')
  const orNull = <T>(list: readonly T[]) => (list.length ? list : null)
  return toYaml({
    ...config,
    clusters: orNull(config.clusters.map(c => ({ ...c, cluster: { server: '', ...c.cluster } }))),
    users: orNull(config.users),
    contexts: orNull(config.contexts.map(c => ({ ...c, context: { cluster: '', user: '', ...c.context } }))),
  })
}

/** Replaces a file as a whole; a new one is for its owner alone. */
async function write(named: string, config: Kubeconfig): Promise<void> {
  const path = existsSync(named) ? realpathSync(named) : named
  const fresh = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(fresh, await text(config), { mode: 0o600 })
    chmodSync(fresh, 0o600)
    renameSync(fresh, path)
  } catch (error) {
    rmSync(fresh, { force: true })
    throw new CommandError(goSystemError(error, 'open', path))
  }
}
