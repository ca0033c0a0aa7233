import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError, UsageError, withSource } from '../errors.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import { toYaml } from '../printers/yaml.ts'
import { filenameFlags, resolveTargets, selectionOf, selectorFlag } from '../resource/builder.ts'
import { selectedInfos } from '../resource/selected.ts'
import { indentedJson } from './indented-json.ts'
import { LAST_APPLIED } from './last-applied.ts'

export const viewLastApplied: CommandDefinition = {
  name: 'view-last-applied',
  summary: 'Show what apply applied last',
  usage: '(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME) [options]',
  description: 'Shows the annotation in which apply keeps what it applied last, as YAML or JSON.',
  examples: `  # What was applied to a deployment
  kubectl apply view-last-applied deployment/web

  # To the objects of a file, as JSON
  kubectl apply view-last-applied -f web.yaml -o json`,
  flags: [
    ...filenameFlags('look at'),
    selectorFlag,
    boolFlag('all', 'All objects of the types'),
    stringFlag('output', 'Output format: yaml or json', { short: 'o', default: 'yaml' }),
  ],
  async run({ args, flags, io, session }: Invocation) {
    const selection = selectionOf(args, flags)
    const { explicit } = await session.namespace()
    const targets = await resolveTargets(selection, session, io, explicit ? 'list' : 'refuse')
    const texts: string[] = []
    for await (const info of selectedInfos(targets, selection, await session.client(), { files: 'live' })) {
      if (info instanceof Error) throw info
      const text = info.object.metadata.annotations?.[LAST_APPLIED]
      if (text !== undefined) texts.push(text)
      // an object named on the command line is passed over: the error that kubectl makes is empty then
      else if (info.source !== '') {
        const what = `no last-applied-configuration annotation found on resource: ${info.name}\n`
        throw withSource(new Error('<nil>'), what, info.source)
      }
    }
    for (const text of texts) io.out(await shown(text, flags.string('output')))
  },
}

async function shown(text: string, format: string): Promise<string> {
  if (format === 'json') return indentedJson(text)
  if (format !== 'yaml')
    throw new UsageError(`Unexpected -o output mode: ${format}, the flag 'output' must be one of yaml|json`)
  const { YamlError, yamlToJson } = await import('../manifests/yaml.ts')
  try {
    return toYaml(await yamlToJson(text))
  } catch (error) {
    throw error instanceof YamlError ? new CommandError(error.message) : error
  }
}
