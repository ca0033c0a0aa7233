import type { CommandDefinition } from '../command.ts'
import { UsageError } from '../errors.ts'
import { boolFlag } from '../flags/flag.ts'
import { formatFlags, isTableOutput, objectPrinter, outputOf } from '../output.ts'
import { OBJECT_FORMATS } from '../printers/output-formats.ts'
import { configObject } from './config-object.ts'
import { flattened, minified, redacted } from './views.ts'

export const view: CommandDefinition = {
  name: 'view',
  summary: 'Show the kubeconfig',
  usage: '[flags] [options]',
  description: 'Shows the kubeconfig, without its secrets unless --raw or --flatten is given.',
  examples: `  # The kubeconfig
  kubectl config view

  # Only what the current context needs, secrets too
  kubectl config view --minify --raw

  # The namespace of the current context
  kubectl config view --minify -o jsonpath='{..namespace}'`,
  flags: [
    ...formatFlags,
    boolFlag('minify', 'Only the current context and what it needs'),
    boolFlag('raw', 'Secrets and certificates too'),
    boolFlag('flatten', 'Certificates themselves in place of their paths'),
    boolFlag('merge', 'Merge the kubeconfig files', { default: true }),
  ],
  async run({ args, flags, io, session }) {
    if (args.length) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`)
    const output = outputOf(flags, OBJECT_FORMATS, io)
    const print = objectPrinter(isTableOutput(output) ? { format: 'yaml' } : output, flags, 'given')
    let config = await session.startingKubeconfig(flags.bool('flatten') ? 'absolute' : 'written')
    if (flags.bool('minify')) config = minified(config, flags.string('context'))
    if (flags.bool('flatten')) config = flattened(config)
    else if (!flags.bool('raw')) config = redacted(config)
    io.out(print(configObject(config)))
  },
}
