import { statSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { CommandError } from '../errors.ts'
import type { Kubeconfig } from '../kubeconfig.ts'
import { goSystemError } from '../manifests/go-system-error.ts'
import { readKubeconfigFile } from './read-file.ts'

/** The kubeconfig files that a command works with, as client-go's ClientConfigLoadingRules have them. */
export interface KubeconfigFiles {
  /** In the order of their weight: what the first says counts. */
  paths: readonly string[]
  /** The file as --kubeconfig named it: it must be there. */
  explicit?: string
}

/** A kubeconfig file and what it says. */
export interface LoadedFile {
  path: string
  config: Kubeconfig
}

/** The files that are there. Throws CommandError for one that cannot be read, and for an explicit one that is not there. */
export async function loadFiles({ paths, explicit }: KubeconfigFiles): Promise<LoadedFile[]> {
  const loaded: LoadedFile[] = []
  for (const path of paths) {
    if (explicit !== undefined) requireFile(path, explicit)
    const config = await readKubeconfigFile(path)
    if (config) loaded.push({ path, config })
  }
  return loaded
}

function requireFile(path: string, given: string): void {
  try {
    statSync(path)
  } catch (error) {
    throw new CommandError(goSystemError(error, 'stat', given))
  }
}

/** The file that config commands speak of, and put new entries into: the first that is there, else the last of them all. */
export function defaultFile(files: KubeconfigFiles, loaded: readonly LoadedFile[]): string {
  return loaded[0]?.path ?? files.paths.at(-1)!
}

/** Several files as one kubeconfig: of entries of the same name the first one counts. */
export function merged(files: readonly LoadedFile[]): Kubeconfig {
  const first = <T extends { name: string }>(entriesOf: (config: Kubeconfig) => T[]): T[] => {
    const byName = new Map<string, T>()
    for (const { config } of files)
      for (const entry of entriesOf(config)) if (!byName.has(entry.name)) byName.set(entry.name, entry)
    return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }
  const preferences = files.map(f => f.config.preferences).find(p => p !== undefined && p !== null)
  return {
    apiVersion: 'v1',
    kind: 'Config',
    ...(preferences ? { preferences } : {}),
    clusters: first(c => c.clusters),
    users: first(c => c.users),
    contexts: first(c => c.contexts),
    'current-context': files.map(f => f.config['current-context']).find(name => name !== '') ?? '',
  }
}

/** The files with the paths in them made absolute: they are meant from the folder of the file that they stand in. */
export function withAbsolutePaths({ path, config }: LoadedFile): LoadedFile {
  const folder = dirname(path)
  const absolute = <T extends object>(value: T, fields: readonly (keyof T & string)[]): T => {
    const changed = fields.flatMap(name => {
      const given = value[name]
      return typeof given === 'string' && given !== '' && !isAbsolute(given) ? [[name, join(folder, given)]] : []
    })
    return changed.length ? { ...value, ...Object.fromEntries(changed) } : value
  }
  return {
    path,
    config: {
      ...config,
      clusters: config.clusters.map(c => ({ ...c, cluster: absolute(c.cluster, ['certificate-authority']) })),
      users: config.users.map(u => {
        const user = absolute(u.user, ['client-certificate', 'client-key', 'tokenFile'])
        const command = user.exec?.command ?? ''
        const relative = command.includes('/') && !isAbsolute(command)
        return { ...u, user: relative ? { ...user, exec: { ...user.exec!, command: join(folder, command) } } : user }
      }),
    },
  }
}
