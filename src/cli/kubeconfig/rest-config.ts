import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ExecPlugin } from '../../client/remote/exec-credential.ts'
import type { AuthConfig, RestConfig, TlsConfig } from '../../client/remote/rest-config.ts'
import { BareError, CommandError } from '../errors.ts'
import type { FlagValues } from '../flags/values.ts'
import { impersonationOf } from '../impersonation.ts'
import type { Io } from '../io.ts'
import type { Kubeconfig, KubeconfigCluster, KubeconfigUser } from '../kubeconfig.ts'
import { goSystemError } from '../manifests/go-system-error.ts'
import { requestTimeout } from '../request-timeout.ts'
import { refusedProvider } from './auth-provider.ts'
import { configurationProblems } from './problems.ts'

/**
 * How to reach the API server that a kubeconfig and the flags mean, as client-go's clientcmd makes it of them. Throws CommandError where they
 * contradict themselves or name what is not there.
 */
export function restConfigOf(config: Kubeconfig, flags: FlagValues, io: Io): RestConfig {
  const { cluster, user, userName, clusterName } = chosen(config, flags)
  const withFlags = { cluster: clusterOf(cluster, flags, io), user: userOf(user, flags, io) }
  const impersonate = impersonationOf(withFlags.user, flags, userName)
  const problems = configurationProblems(withFlags.cluster, clusterName, withFlags.user, userName)
  if (problems.length === 1) throw new CommandError(problems[0]!)
  if (problems.length > 1) throw new BareError(`Error in configuration: \n${problems.map(p => `* ${p}`).join('\n')}`)
  const server = serverOf(withFlags.cluster.server)
  // what is secret is never shown on an open line
  const secure = server.startsWith('https:')
  const tls = secure ? tlsOf(withFlags.cluster, withFlags.user) : {}
  return {
    server,
    tls,
    auth: secure ? authOf(withFlags.cluster, withFlags.user, io) : {},
    ...(impersonate ? { impersonate } : {}),
    timeout: requestTimeout(flags),
    proxyUrl: withFlags.cluster['proxy-url'] ?? '',
    disableCompression: flags.bool('disable-compression') || withFlags.cluster['disable-compression'] === true,
  }
}

/** What the flags or the current context choose; what a context names in vain is empty. */
function chosen(config: Kubeconfig, flags: FlagValues) {
  const contextName = flags.string('context') || config['current-context']
  const found = config.contexts.find(c => c.name === contextName)
  if (contextName !== '' && !found)
    throw new BareError(`Error in configuration: context was not found for specified context: ${contextName}`)
  const clusterName = flags.string('cluster') || found?.context.cluster || ''
  const cluster = config.clusters.find(c => c.name === clusterName)?.cluster
  if (!cluster && flags.string('cluster') !== '')
    throw new CommandError(`no server found for cluster ${JSON.stringify(clusterName)}`)
  const userName = flags.string('user') || found?.context.user || ''
  const user = config.users.find(u => u.name === userName)?.user
  if (!user && flags.string('user') !== '')
    throw new CommandError(`auth info ${JSON.stringify(userName)} does not exist`)
  return { cluster: cluster ?? {}, user: user ?? {}, userName, clusterName }
}

function clusterOf(cluster: KubeconfigCluster, flags: FlagValues, io: Io): KubeconfigCluster {
  const changed = { ...cluster }
  const [server, name, authority] = ['server', 'tls-server-name', 'certificate-authority'].map(f => flags.string(f))
  if (server) {
    changed.server = server
    delete changed['tls-server-name']
  }
  if (name) changed['tls-server-name'] = name
  // a way to trust the server that is given makes that of the file void
  if (flags.changed('insecure-skip-tls-verify') || authority) {
    changed['insecure-skip-tls-verify'] = flags.bool('insecure-skip-tls-verify')
    delete changed['certificate-authority']
    delete changed['certificate-authority-data']
    if (authority) changed['certificate-authority'] = resolve(io.cwd, authority)
  }
  return changed
}

function userOf(user: KubeconfigUser, flags: FlagValues, io: Io): KubeconfigUser {
  const changed = { ...user }
  for (const name of ['token', 'username', 'password'] as const) {
    const given = flags.string(name)
    if (given !== '') changed[name] = given
  }
  if (flags.string('token') !== '') delete changed.tokenFile
  for (const name of ['client-certificate', 'client-key'] as const) {
    const given = flags.string(name)
    if (given === '') continue
    changed[name] = resolve(io.cwd, given)
    delete changed[`${name}-data`]
  }
  return changed
}

/** As rest.DefaultServerURL: without a scheme it is plain HTTP. Throws CommandError for what is no address. */
function serverOf(given = ''): string {
  const text = given === '' ? 'http://localhost:8080' : given.includes('://') ? given : `http://${given}`
  if (/\s/.test(text) || !URL.canParse(text))
    throw new CommandError(`host must be a URL or a host:port pair: ${JSON.stringify(given)}`)
  const { protocol, host, pathname } = new URL(text)
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`
}

function tlsOf(cluster: KubeconfigCluster, user: KubeconfigUser): TlsConfig {
  const ca = pem(cluster['certificate-authority-data'], cluster['certificate-authority'])
  const insecure = cluster['insecure-skip-tls-verify'] === true
  if (insecure && ca)
    throw new CommandError('specifying a root certificates file with the insecure flag is not allowed')
  const cert = pem(user['client-certificate-data'], user['client-certificate'])
  const key = pem(user['client-key-data'], user['client-key'])
  if (ca && !ca.includes('-----BEGIN'))
    throw new CommandError('unable to load root certificates: unable to parse bytes as PEM block')
  return {
    ...(ca ? { ca } : {}),
    ...(insecure ? { insecure } : {}),
    ...(cluster['tls-server-name'] ? { serverName: cluster['tls-server-name'] } : {}),
    ...(cert && key ? { cert, key } : {}),
  }
}

/** What is in the kubeconfig itself goes before what lies in a file. */
function pem(data: string | undefined, path: string | undefined): Buffer | undefined {
  if (data) return Buffer.from(data, 'base64')
  if (!path) return undefined
  try {
    return readFileSync(path)
  } catch (error) {
    throw new CommandError(goSystemError(error, 'open', path))
  }
}

function authOf(cluster: KubeconfigCluster, user: KubeconfigUser, io: Io): AuthConfig {
  if (user['auth-provider']) throw refusedProvider(user['auth-provider'].name)
  if (user.tokenFile) return { tokenFile: user.tokenFile }
  if (user.token) return { token: user.token }
  if (user.username || user.password) return { basic: { username: user.username ?? '', password: user.password ?? '' } }
  return user.exec && !hasCertificate(user) ? { exec: execOf(cluster, user.exec, io) } : {}
}

/** Whether a user has a certificate and its key: such a one needs no credential plugin. */
function hasCertificate(user: KubeconfigUser): boolean {
  const has = (name: 'client-certificate' | 'client-key') => !!user[name] || !!user[`${name}-data`]
  return has('client-certificate') && has('client-key')
}

function execOf(cluster: KubeconfigCluster, exec: NonNullable<KubeconfigUser['exec']>, io: Io): ExecPlugin {
  return {
    command: exec.command,
    args: exec.args ?? [],
    env: exec.env ?? [],
    apiVersion: exec.apiVersion ?? '',
    interactiveMode: exec.interactiveMode || 'IfAvailable',
    installHint: exec.installHint ?? '',
    inputIsTaken: () => io.inputIsTaken === true,
    ...(exec.provideClusterInfo ? { cluster: clusterInfo(cluster) } : {}),
  }
}

/** What a credential plugin may know of the cluster: ExecCredential's spec.cluster. */
function clusterInfo(cluster: KubeconfigCluster): object {
  const ca = pem(cluster['certificate-authority-data'], cluster['certificate-authority'])
  return {
    server: cluster.server ?? '',
    ...(cluster['tls-server-name'] ? { 'tls-server-name': cluster['tls-server-name'] } : {}),
    ...(cluster['insecure-skip-tls-verify'] ? { 'insecure-skip-tls-verify': true } : {}),
    ...(ca ? { 'certificate-authority-data': ca.toString('base64') } : {}),
    ...(cluster['proxy-url'] ? { 'proxy-url': cluster['proxy-url'] } : {}),
    config: null,
  }
}
