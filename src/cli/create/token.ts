import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { resourcePath } from '../../client/client.ts'
import type { CommandDefinition } from '../command.ts'
import { CommandError } from '../errors.ts'
import { durationFlag, stringArrayFlag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { formatFlags } from '../output.ts'
import { resultPrinter } from '../result.ts'
import { typedObject } from '../typed/typed-object.ts'
import { nameArgument } from './generator.ts'

const BOUND_KINDS = ['Node', 'Pod', 'Secret']

interface TokenRequest extends KubeObject {
  status?: { token?: string }
}

export const token: CommandDefinition = {
  name: 'token',
  summary: 'Request a service account token',
  usage: 'SERVICE_ACCOUNT_NAME [options]',
  examples: `  # A token of the service account robot
  kubectl create token robot --duration=10m`,
  flags: [
    ...formatFlags,
    stringArrayFlag('audience', 'Whom the token is for; the API server where none is given'),
    stringFlag('bound-object-kind', `Kind of the object that the token ends with: ${BOUND_KINDS.join(', ')}`),
    stringFlag('bound-object-name', 'Name of the object that the token ends with'),
    stringFlag('bound-object-uid', 'UID of the object that the token ends with'),
    durationFlag('duration', 'How long the token is wanted to be valid'),
  ],
  async run(invocation) {
    const { flags, io, session } = invocation
    const name = nameArgument(invocation)
    const print = resultPrinter(flags, 'none', io, 'given')
    validate(flags)
    const { namespace } = await session.namespace()
    const path = resourcePath({ group: '', version: 'v1', resource: 'serviceaccounts' }, namespace, name, 'token')
    const answer = await request(path)
    const issued = answer.status?.token ?? ''
    if (issued === '') throw new CommandError('failed to create token: no token in server response')
    if (flags.string('output') !== '') print(typedObject(answer), 'created')
    else io.out(io.outIsTerminal ? `${issued}\n` : issued)

    async function request(url: string): Promise<TokenRequest> {
      try {
        const { body } = await (await session.client()).request({
          method: 'POST',
          path: url,
          body: tokenRequest(flags),
        })
        return body as TokenRequest
      } catch (error) {
        throw error instanceof StatusError ? new CommandError(`failed to create token: ${error.message}`) : error
      }
    }
  },
}

function validate(flags: FlagValues): void {
  const duration = flags.number('duration')
  if (duration < 0) throw new CommandError('--duration must be greater than or equal to 0')
  if (duration % 1000 !== 0) throw new CommandError('--duration cannot be expressed in units less than seconds')
  if (flags.list('audience').includes('')) throw new CommandError('--audience must not be an empty string')
  const kind = flags.string('bound-object-kind')
  if (kind === '') {
    for (const flag of ['bound-object-name', 'bound-object-uid'])
      if (flags.string(flag) !== '')
        throw new CommandError(`--${flag} can only be set if --bound-object-kind is provided`)
    return
  }
  if (!BOUND_KINDS.includes(kind))
    throw new CommandError(`supported --bound-object-kind values are ${BOUND_KINDS.join(', ')}`)
  if (flags.string('bound-object-name') === '')
    throw new CommandError('--bound-object-name is required if --bound-object-kind is provided')
}

function tokenRequest(flags: FlagValues): object {
  const duration = flags.number('duration')
  const kind = flags.string('bound-object-kind')
  const uid = flags.string('bound-object-uid')
  const bound = { kind, apiVersion: 'v1', name: flags.string('bound-object-name'), ...(uid === '' ? {} : { uid }) }
  const spec = {
    audiences: flags.list('audience'),
    ...(duration > 0 ? { expirationSeconds: duration / 1000 } : {}),
    ...(kind === '' ? {} : { boundObjectRef: bound }),
  }
  return { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata: {}, spec }
}
