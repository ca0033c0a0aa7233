import type { CommandDefinition } from '../command.ts'
import { runCordon } from '../drain/cordon-nodes.ts'
import { dryRunFlag } from '../dry-run.ts'
import { selectorFlag } from '../resource/builder.ts'

export const cordon: CommandDefinition = {
  name: 'cordon',
  summary: 'Keep new pods away from a node',
  usage: 'NODE [options]',
  description: 'Marks nodes as unschedulable. The pods that are there stay.',
  examples: `  # Keep new pods away from a node
  kubectl cordon worker

  # From all nodes with a label
  kubectl cordon -l disk=ssd`,
  flags: [dryRunFlag, selectorFlag],
  run: invocation => runCordon('cordon', invocation),
}
