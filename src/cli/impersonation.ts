import type { Impersonation } from '../api/request.ts'
import { CommandError } from './errors.ts'
import type { FlagValues } from './flags/values.ts'
import type { KubeconfigUser } from './kubeconfig.ts'

/**
 * Whom --as and its kin name, else a user of the kubeconfig. Throws CommandError for groups to act as without a user; `userName` is that
 * of the kubeconfig.
 */
export function impersonationOf(user: KubeconfigUser, flags: FlagValues, userName: string): Impersonation | undefined {
  const name = flags.string('as') || user.as || ''
  const uid = flags.string('as-uid') || user['as-uid'] || ''
  const given = flags.list('as-group')
  const groups = given.length ? given : (user['as-groups'] ?? [])
  const extra = extraOf(flags) ?? user['as-user-extra'] ?? {}
  const hasExtra = Object.keys(extra).length > 0
  if (name === '' && uid === '' && groups.length === 0 && !hasExtra) return undefined
  if (name === '')
    throw new CommandError(`requesting uid, groups or user-extra for ${userName} without impersonating a user`)
  return {
    user: name,
    ...(groups.length ? { groups } : {}),
    ...(uid === '' ? {} : { uid }),
    ...(hasExtra ? { extra } : {}),
  }
}

function extraOf(flags: FlagValues): Record<string, string[]> | undefined {
  const extra = new Map<string, string[]>()
  for (const pair of flags.list('as-user-extra')) {
    const equals = pair.indexOf('=')
    if (equals < 0) throw new CommandError(`--as-user-extra must be KEY=VALUE, not ${JSON.stringify(pair)}`)
    const key = pair.slice(0, equals)
    extra.set(key, [...(extra.get(key) ?? []), pair.slice(equals + 1)])
  }
  return extra.size ? Object.fromEntries(extra) : undefined
}
