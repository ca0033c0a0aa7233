import type { SelfSubjectReview, UserInfo } from '../../api/types.gen.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { CommandDefinition } from '../command.ts'
import { goList } from '../describe/go-values.ts'
import { TabWriter } from '../describe/tabwriter.ts'
import { CommandError } from '../errors.ts'
import { formatFlags, isTableOutput, objectPrinter, outputOf } from '../output.ts'
import { OBJECT_FORMATS } from '../printers/output-formats.ts'

export const whoami: CommandDefinition = {
  name: 'whoami',
  summary: 'Tell who you are to the API server',
  usage: '[options]',
  description: 'Asks the API server who it takes you for: your name, your groups, and what else it knows of you.',
  examples: `  # Who am I?
  kubectl auth whoami

  # The same as JSON
  kubectl auth whoami -o json`,
  flags: formatFlags,
  async run({ flags, io, session }) {
    const output = outputOf(flags, OBJECT_FORMATS, io)
    const review = await ask()
    if (isTableOutput(output)) io.out(userTable(review.status?.userInfo ?? {}))
    else io.out(objectPrinter(output, flags)(review))

    async function ask(): Promise<SelfSubjectReview> {
      const client = await session.client()
      const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {} }
      try {
        const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews'
        return (await client.request({ method: 'POST', path, body })).body as SelfSubjectReview
      } catch (error) {
        if (!(error instanceof StatusError)) throw error
        if (error.status.reason === 'Forbidden')
          throw new CommandError(
            'the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it',
          )
        if (error.status.reason === 'NotFound')
          throw new CommandError('the selfsubjectreviews API is not enabled in the cluster')
        throw error
      }
    }
  },
}

function userTable({ username, uid, groups = [], extra = {} }: UserInfo): string {
  const table = new TabWriter(3)
  table.write('ATTRIBUTE\tVALUE\n')
  if (username) table.write(`Username\t${username}\n`)
  if (uid) table.write(`UID\t${uid}\n`)
  if (groups.length) table.write(`Groups\t${goList(groups)}\n`)
  for (const key of Object.keys(extra).sort()) table.write(`Extra: ${key}\t${goList(extra[key])}\n`)
  return table.toString()
}
