import { BareError, CommandError } from './errors.ts'

/** A kubeconfig as kubectl knows it. Its lists are sorted by name, and no name is twice in one. */
export interface Kubeconfig {
  apiVersion: 'v1'
  kind: 'Config'
  preferences?: Record<string, unknown>
  clusters: NamedCluster[]
  users: NamedUser[]
  contexts: NamedContext[]
  'current-context': string
}

export interface NamedCluster {
  name: string
  cluster: KubeconfigCluster
}

export interface NamedUser {
  name: string
  user: KubeconfigUser
}

export interface NamedContext {
  name: string
  context: KubeconfigContext
}

/** Binary data is base64 text. */
export interface KubeconfigCluster {
  server?: string
  'tls-server-name'?: string
  'insecure-skip-tls-verify'?: boolean
  'certificate-authority'?: string
  'certificate-authority-data'?: string
  'proxy-url'?: string
  'disable-compression'?: boolean
}

export interface KubeconfigUser {
  'client-certificate'?: string
  'client-certificate-data'?: string
  'client-key'?: string
  'client-key-data'?: string
  token?: string
  tokenFile?: string
  as?: string
  'as-uid'?: string
  'as-groups'?: readonly string[]
  'as-user-extra'?: Readonly<Record<string, readonly string[]>>
  username?: string
  password?: string
  'auth-provider'?: { name: string; config: Record<string, string> }
  exec?: ExecConfig
}

/** A command that gets credentials. */
export interface ExecConfig {
  command: string
  args?: readonly string[]
  env?: readonly { name: string; value: string }[]
  apiVersion?: string
  provideClusterInfo?: boolean
  interactiveMode?: string
  installHint?: string
}

export interface KubeconfigContext {
  cluster?: string
  user?: string
  namespace?: string
}

/** The kubeconfig of a cluster that nobody has changed it for. */
export function defaultKubeconfig(): Kubeconfig {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'kubette', cluster: { server: 'https://127.0.0.1:6443' } }],
    users: [{ name: 'kubette-admin', user: {} }],
    contexts: [{ name: 'kubette', context: { cluster: 'kubette', user: 'kubette-admin' } }],
    'current-context': 'kubette',
  }
}

/** What the global flags say of the kubeconfig; '' where they do not. */
export interface KubeconfigOverrides {
  context: string
  cluster: string
  user: string
}

/**
 * The namespace of the context that a command works in. Throws BareError where that context is not there, and CommandError for a
 * cluster or a user that is not.
 */
export function namespaceOf(config: Kubeconfig, { context, cluster, user }: KubeconfigOverrides): string {
  const name = context || config['current-context']
  const found = config.contexts.find(c => c.name === name)
  if (name !== '' && !found)
    throw new BareError(`Error in configuration: context was not found for specified context: ${name}`)
  if (cluster !== '' && !config.clusters.some(c => c.name === cluster))
    throw new CommandError(`no server found for cluster ${JSON.stringify(cluster)}`)
  if (user !== '' && !config.users.some(u => u.name === user))
    throw new CommandError(`auth info ${JSON.stringify(user)} does not exist`)
  return found?.context.namespace || 'default'
}

/** The address of the server that the current context leads to; '' where it does not say. */
export function serverOf(config: Kubeconfig): string {
  const context = config.contexts.find(c => c.name === config['current-context'])?.context
  return config.clusters.find(c => c.name === context?.cluster)?.cluster.server ?? ''
}

/** A list of named entries with another one, in the place of that of its name if there is one. */
export function withEntry<T extends { name: string }>(entries: readonly T[], entry: T): T[] {
  return [...withoutEntry(entries, entry.name), entry].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The entries of a kubeconfig without the one of that name. */
export function withoutEntry<T extends { name: string }>(entries: readonly T[], name: string): T[] {
  return entries.filter(e => e.name !== name)
}
