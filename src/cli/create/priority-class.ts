import type { KubeObject } from '../../api/object.ts'
import { boolFlag, int32Flag, stringFlag } from '../flags/flag.ts'
import { generatorCommand } from './generator.ts'

export const priorityClass = generatorCommand({
  name: 'priorityclass',
  aliases: ['pc'],
  summary: 'Create a priority class with the specified name',
  usage: 'NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none] [options]',
  examples: `  # A class for pods that matter
  kubectl create priorityclass high --value=1000 --description="for the important ones"`,
  flags: [
    stringFlag('description', 'What the class is for'),
    boolFlag('global-default', 'The class of all pods that name none'),
    stringFlag('preemption-policy', 'Whether pods of the class push out others: PreemptLowerPriority or Never', {
      default: 'PreemptLowerPriority',
    }),
    int32Flag('value', 'The priority of the class'),
  ],
  resource: { group: 'scheduling.k8s.io', version: 'v1', resource: 'priorityclasses', namespaced: false },
  failure: 'failed to create priorityclass: ',
  generate: (name, { flags }) =>
    ({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      value: flags.number('value'),
      ...(flags.bool('global-default') ? { globalDefault: true } : {}),
      ...(flags.string('description') === '' ? {} : { description: flags.string('description') }),
      preemptionPolicy: flags.string('preemption-policy'),
    }) as KubeObject,
})
