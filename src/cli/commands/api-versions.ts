import { groupVersion } from '../../api/object.ts'
import type { CommandDefinition } from '../command.ts'
import { UsageError } from '../errors.ts'

export const apiVersions: CommandDefinition = {
  name: 'api-versions',
  summary: 'List the API versions of the server',
  usage: '[flags] [options]',
  description: 'Lists what may stand as apiVersion in a manifest.',
  async run({ args, io, session }) {
    if (args.length) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`)
    const { all } = await session.freshResources()
    const versions = new Set(all.map(r => groupVersion(r.group, r.version)))
    io.out(
      [...versions]
        .sort()
        .map(v => `${v}\n`)
        .join(''),
    )
  },
}
