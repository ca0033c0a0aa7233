import type { CommandDefinition } from '../command.ts'
import { CommandError } from '../errors.ts'
import { recordFlag } from '../record.ts'
import { patchTargets, setOutput } from './patch-targets.ts'
import { updatePodSpec } from './pod-spec.ts'
import { refuseLocalServerDryRun, setFlags, setTargets } from './targets.ts'

export const serviceAccount: CommandDefinition = {
  name: 'serviceaccount',
  aliases: ['sa'],
  summary: 'Update the service account of a resource',
  usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT [options]',
  description: `Sets the service account that pods run as.

Possible resources are: replicationcontroller (rc), deployment (deploy), daemonset (ds), job, replicaset (rs), statefulset (sts)`,
  examples: `  # The pods of a deployment run as robot
  kubectl set serviceaccount deployment web robot`,
  flags: [...setFlags, recordFlag],
  async run(invocation) {
    const { args } = invocation
    const output = setOutput(invocation)
    const serviceAccountName = args.at(-1)
    if (serviceAccountName === undefined) throw new CommandError('serviceaccount is required')
    refuseLocalServerDryRun(invocation)
    const targets = await setTargets(args.slice(0, -1), invocation)
    await patchTargets(
      targets,
      {
        ...output,
        operation: 'serviceaccount updated',
        command: 'set serviceaccount',
        failure: 'failed to patch ServiceAccountName',
        always: true,
        change: object => updatePodSpec(object, spec => ({ ...spec, serviceAccountName })),
      },
      invocation,
    )
  },
}
