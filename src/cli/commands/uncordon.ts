import type { CommandDefinition } from '../command.ts'
import { runCordon } from '../drain/cordon-nodes.ts'
import { dryRunFlag } from '../dry-run.ts'
import { selectorFlag } from '../resource/builder.ts'

export const uncordon: CommandDefinition = {
  name: 'uncordon',
  summary: 'Let new pods come to a node again',
  usage: 'NODE [options]',
  description: 'Marks nodes as schedulable.',
  examples: `  # Put a node to use again
  kubectl uncordon worker`,
  flags: [dryRunFlag, selectorFlag],
  run: invocation => runCordon('uncordon', invocation),
}
