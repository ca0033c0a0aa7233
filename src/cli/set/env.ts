import type { KubeObject } from '../../api/object.ts'
import type { Container } from '../../api/types.gen.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError } from '../errors.ts'
import { boolFlag, stringArrayFlag, stringFlag, stringSliceFlag } from '../flags/flag.ts'
import { selectorFlag } from '../resource/builder.ts'
import { importedVariables } from './env/imported.ts'
import { listEnv } from './env/list.ts'
import { changedEnv, type EnvChange, parseVariables, refuseOverwrite, splitVariables } from './env/variables.ts'
import { patchTargets, setOutput } from './patch-targets.ts'
import { hasContainers, updateContainers, updatePodSpec } from './pod-spec.ts'
import { refuseAllWithSelector, refuseLocalServerDryRun, setFlags, setTargets } from './targets.ts'

export const env: CommandDefinition = {
  name: 'env',
  summary: 'Update environment variables on a pod template',
  usage: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N [options]',
  description: `Sets, removes and lists environment variables of containers.

Possible resources are: pod (po), replicationcontroller (rc), deployment (deploy), daemonset (ds), statefulset (sts), cronjob (cj), replicaset (rs)`,
  examples: `  # Set one variable, remove another
  kubectl set env deployment/web MODE=fast LEVEL-

  # A variable for each key of a config map
  kubectl set env deployment/web --from=configmap/settings

  # List them
  kubectl set env deployment/web --list`,
  flags: [
    ...setFlags,
    selectorFlag,
    stringFlag('containers', 'The names of the containers; * stands for anything', { short: 'c', default: '*' }),
    stringArrayFlag('env', 'A variable to set: name=value', { short: 'e' }),
    stringFlag('from', 'A config map or secret to take variables from'),
    stringSliceFlag('keys', 'The keys to take of --from'),
    boolFlag('list', 'List the variables'),
    boolFlag('overwrite', 'Replace variables that have a value already', { default: true }),
    stringFlag('prefix', 'What to put before the names of variables'),
    boolFlag('resolve', 'With --list: show the values that references lead to'),
  ],
  async run(invocation) {
    const { args, flags, io } = invocation
    refuseAllWithSelector(invocation)
    const { resources, variables } = splitVariables(args)
    const output = setOutput(invocation)
    validate(resources, invocation)
    const words = [...flags.list('env'), ...variables]
    if (words.includes('-') && flags.list('filename').includes('-'))
      throw new CommandError('standard input cannot be used for multiple arguments')
    const { set, remove } = parseVariables(words, () => io.readInput().toString('utf8'))
    const prefix = flags.string('prefix')
    const wanted = [...set, ...(await importedVariables(invocation))].map(v => ({ ...v, name: `${prefix}${v.name}` }))
    const change = { set: wanted, remove }
    const targets = await setTargets(resources, invocation)
    if (flags.bool('list')) {
      for (const { object } of targets) await listObject(object, change, invocation)
      return
    }
    await patchTargets(
      targets,
      {
        ...output,
        operation: 'env updated',
        failure: 'failed to patch env update to pod template:',
        change: object => changed(object, change, invocation),
      },
      invocation,
    )
  },
}

function validate(resources: readonly string[], invocation: Invocation): void {
  const { flags } = invocation
  refuseLocalServerDryRun(invocation)
  if (resources.length === 0 && flags.list('filename').length === 0 && flags.string('kustomize') === '')
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>')
  if (flags.bool('list') && flags.string('output') !== '')
    throw new CommandError('--list and --output may not be specified together')
  if (flags.list('keys').length && flags.string('from') === '')
    throw new CommandError('when specifying --keys, a configmap or secret must be provided with --from')
}

/** The object with the environment of the chosen containers changed. Throws CommandError. */
function changed(
  object: KubeObject,
  change: EnvChange,
  { flags, io }: Invocation,
  see?: (c: Container) => void,
): KubeObject {
  const wanted = flags.string('containers')
  return updatePodSpec(object, spec => {
    if (!hasContainers(spec, wanted))
      io.err(
        `Warning: ${object.kind}/${object.metadata.name ?? ''} does not have any containers matching ${JSON.stringify(wanted)}\n`,
      )
    return updateContainers(spec, wanted, container => {
      const before = container.env ?? []
      if (!flags.bool('overwrite')) refuseOverwrite(before, change.set)
      const after = changedEnv(before, change)
      const { env: _, ...rest } = container
      const result = after.length ? { ...rest, env: after } : rest
      see?.(result)
      return result
    })
  })
}

async function listObject(object: KubeObject, change: EnvChange, invocation: Invocation): Promise<void> {
  const containers: Container[] = []
  try {
    changed(object, change, invocation, container => containers.push(container))
  } catch (error) {
    // kubectl lists what it can and keeps quiet about the rest
    if (!(error instanceof CommandError)) throw error
  }
  for (const container of containers) await listEnv(object, container, invocation)
}
