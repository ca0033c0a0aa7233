import { resolve } from 'node:path'
import { CommandError } from '../errors.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'
import type { ExecConfig, KubeconfigUser } from '../kubeconfig.ts'
import { readEmbedded } from './embedded-file.ts'

const INTERACTIVE_MODES = ['IfAvailable', 'Never', 'Always']

/** KEY=VALUE and KEY- of a flag. */
interface Pairs {
  set: ReadonlyMap<string, string>
  removed: ReadonlySet<string>
}

export interface CredentialPairs {
  provider: Pairs
  env: Pairs
}

/** The pairs of set-credentials; the error of one that is none, which is told below the help. Throws CommandError. */
export function readCredentials(flags: FlagValues): CredentialPairs | CommandError {
  const mode = flags.string('exec-interactive-mode')
  if (mode !== '' && !INTERACTIVE_MODES.includes(mode))
    throw new CommandError(`invalid interactive mode type, can be only ${INTERACTIVE_MODES.join(', ')}`)
  const provider = pairsOf('auth-provider-arg', flags)
  const env = pairsOf('exec-env', flags)
  if (provider instanceof CommandError) return provider
  return env instanceof CommandError ? env : { provider, env }
}

function pairsOf(flag: string, flags: FlagValues): Pairs | CommandError {
  const set = new Map<string, string>()
  const removed = new Set<string>()
  for (const text of flags.list(flag)) {
    const equals = text.indexOf('=')
    if (equals > 0) set.set(text.slice(0, equals), text.slice(equals + 1))
    else if (equals < 0 && text.length > 1 && text.endsWith('-')) removed.add(text.slice(0, -1))
    else return new CommandError(`invalid ${flag} format: ${text}`)
  }
  return { set, removed }
}

/**
 * A user with the credentials of the flags. One way to log in makes the other void. Throws CommandError for several ways at once and for
 * files that cannot be embedded.
 */
export function withCredentials(
  before: KubeconfigUser,
  pairs: CredentialPairs,
  flags: FlagValues,
  io: Io,
): KubeconfigUser {
  const byToken = flags.string('token') !== ''
  const byPassword = flags.string('username') !== '' || flags.string('password') !== ''
  if (byToken && byPassword)
    throw new CommandError(
      'you cannot specify more than one authentication method at the same time: --token, --username/--password',
    )
  const user = { ...before }
  setCertificates(user, flags, io)
  for (const name of ['token', 'username', 'password'] as const)
    if (flags.changed(name)) user[name] = flags.string(name)
  if (byToken) {
    delete user.username
    delete user.password
  } else if (byPassword) delete user.token
  setProvider(user, pairs.provider, flags)
  setExec(user, pairs.env, flags)
  return user
}

function setCertificates(user: KubeconfigUser, flags: FlagValues, io: Io): void {
  const names = ['client-certificate', 'client-key'] as const
  const embed = flags.bool('embed-certs')
  if (embed && names.every(name => flags.string(name) === ''))
    throw new CommandError('you must specify a --client-certificate or --client-key to embed')
  for (const name of names) {
    if (!flags.changed(name)) continue
    const path = flags.string(name)
    delete user[name]
    if (path === '') continue
    delete user[`${name}-data`]
    if (embed) user[`${name}-data`] = readEmbedded(name, path, io)
    else user[name] = resolve(io.cwd, path)
  }
}

function setProvider(user: KubeconfigUser, { set, removed }: Pairs, flags: FlagValues): void {
  const given = flags.string('auth-provider')
  const before = user['auth-provider']
  const provider = given !== '' && given !== before?.name ? { name: given, config: {} } : before
  if (!provider) return
  const config = new Map([...Object.entries(provider.config), ...set])
  for (const name of removed) config.delete(name)
  user['auth-provider'] = { ...provider, config: Object.fromEntries(config) }
}

function setExec(user: KubeconfigUser, { set, removed }: Pairs, flags: FlagValues): void {
  const command = flags.string('exec-command')
  const before = command !== '' ? { ...user.exec, command } : user.exec
  if (!before) return
  const exec: ExecConfig = { ...before }
  if (flags.changed('exec-api-version')) exec.apiVersion = flags.string('exec-api-version')
  if (flags.list('exec-arg').length) exec.args = flags.list('exec-arg')
  if (set.size || removed.size) {
    const env = new Map([...(exec.env ?? []).map(({ name, value }) => [name, value] as const), ...set])
    for (const name of removed) env.delete(name)
    exec.env = [...env].map(([name, value]) => ({ name, value }))
  }
  if (flags.changed('exec-interactive-mode')) exec.interactiveMode = flags.string('exec-interactive-mode')
  if (flags.changed('exec-provide-cluster-info')) exec.provideClusterInfo = flags.bool('exec-provide-cluster-info')
  user.exec = exec
}
