import { readFileSync } from 'node:fs'
import { CommandError } from '../errors.ts'
import type { Kubeconfig, KubeconfigCluster, KubeconfigUser } from '../kubeconfig.ts'
import { goSystemError } from '../manifests/go-system-error.ts'

const OMITTED = 'DATA+OMITTED'
const REDACTED = 'REDACTED'

/** A kubeconfig with nothing but a context ('' is the current one) and what it names. Throws CommandError where that is not there. */
export function minified(config: Kubeconfig, context: string): Kubeconfig {
  const name = context || config['current-context']
  if (name === '') throw new CommandError('current-context must exist in order to minify')
  const found = named('context', config.contexts, name)
  const { cluster, user } = found.context
  return {
    ...config,
    'current-context': name,
    contexts: [found],
    clusters: cluster ? [named('cluster', config.clusters, cluster)] : [],
    users: user ? [named('user', config.users, user)] : [],
  }
}

function named<T extends { name: string }>(what: string, entries: readonly T[], name: string): T {
  const found = entries.find(e => e.name === name)
  if (!found) throw new CommandError(`cannot locate ${what} ${name}`)
  return found
}

/** A kubeconfig without its secrets and long data. */
export function redacted(config: Kubeconfig): Kubeconfig {
  return withEach(config, {
    cluster: cluster => replaced(cluster, ['certificate-authority-data'], OMITTED),
    user: user =>
      replaced(
        replaced(user, ['client-certificate-data', 'client-key-data'], OMITTED),
        ['token', 'password'],
        REDACTED,
      ),
  })
}

/** A kubeconfig with the content of the files that it names. Throws CommandError for one that cannot be read. */
export function flattened(config: Kubeconfig): Kubeconfig {
  return withEach(config, {
    cluster: cluster => embedded(cluster, ['certificate-authority']),
    user: user => embedded(user, ['client-certificate', 'client-key']),
  })
}

function withEach(
  config: Kubeconfig,
  change: { cluster(c: KubeconfigCluster): KubeconfigCluster; user(u: KubeconfigUser): KubeconfigUser },
): Kubeconfig {
  return {
    ...config,
    clusters: config.clusters.map(({ name, cluster }) => ({ name, cluster: change.cluster(cluster) })),
    users: config.users.map(({ name, user }) => ({ name, user: change.user(user) })),
  }
}

function replaced<T extends object>(value: T, fields: readonly (keyof T)[], text: string): T {
  const present = fields.filter(f => value[f])
  return { ...value, ...Object.fromEntries(present.map(f => [f, text])) }
}

function embedded<T extends object>(value: T, fields: readonly (keyof T & string)[]): T {
  const result = new Map<string, unknown>(Object.entries(value))
  for (const field of fields) {
    const path = result.get(field)
    if (typeof path !== 'string' || path === '') continue
    result.delete(field)
    result.set(`${field}-data`, readBase64(path))
  }
  return Object.fromEntries(result) as T
}

function readBase64(path: string): string {
  try {
    return readFileSync(path).toString('base64')
  } catch (error) {
    throw new CommandError(goSystemError(error, 'open', path))
  }
}
