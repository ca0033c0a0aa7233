import type { Container } from '../../api/types.gen.ts'
import type { CommandDefinition } from '../command.ts'
import { parseResourceList } from '../create/resource-list.ts'
import { CommandError } from '../errors.ts'
import { stringFlag } from '../flags/flag.ts'
import { recordFlag } from '../record.ts'
import { selectorFlag } from '../resource/builder.ts'
import { patchTargets, setOutput } from './patch-targets.ts'
import { hasContainers, updateContainers, updatePodSpec } from './pod-spec.ts'
import {
  refuseAllWithSelector,
  refuseLocalResources,
  refuseLocalServerDryRun,
  setFlags,
  setTargets,
} from './targets.ts'

export const resources: CommandDefinition = {
  name: 'resources',
  summary: 'Update resource requests/limits on objects with pod templates',
  usage: '(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS] [options]',
  description:
    'Sets how much of each resource containers request and may use; resources that are not named stay as they are.',
  examples: `  # Limits and requests of all containers
  kubectl set resources deployment web --limits=cpu=200m,memory=512Mi --requests=cpu=100m,memory=256Mi

  # Of one container
  kubectl set resources deployment web -c=nginx --limits=cpu=200m`,
  flags: [
    ...setFlags,
    recordFlag,
    selectorFlag,
    stringFlag('containers', 'The names of the containers; * stands for anything', { short: 'c', default: '*' }),
    stringFlag('limits', 'What the containers may use: cpu=1,memory=1Gi'),
    stringFlag('requests', 'What the containers request: cpu=1,memory=1Gi'),
  ],
  async run(invocation) {
    const { args, flags } = invocation
    const output = setOutput(invocation)
    refuseLocalResources(args, invocation)
    const targets = await setTargets(args, invocation)
    refuseLocalServerDryRun(invocation)
    refuseAllWithSelector(invocation)
    if (flags.string('limits') === '' && flags.string('requests') === '')
      throw new CommandError('you must specify an update to requests or limits (in the form of --requests/--limits)')
    const limits = parseResourceList(flags.string('limits'))
    const requests = parseResourceList(flags.string('requests'))
    const wanted = flags.string('containers')
    await patchTargets(
      targets,
      {
        ...output,
        operation: 'resource requirements updated',
        command: 'set resources',
        failure: 'failed to patch resources update to pod template',
        change: (object, report) =>
          updatePodSpec(object, spec => {
            if (!hasContainers(spec, wanted))
              report(new CommandError(`error: unable to find container named ${wanted}`))
            return updateContainers(spec, wanted, c => withResources(c, limits, requests))
          }),
      },
      invocation,
    )
  },
}

type ResourceList = Record<string, string>

function withResources(container: Container, limits: ResourceList, requests: ResourceList): Container {
  const merged = (before: ResourceList | undefined, change: ResourceList) =>
    before || Object.keys(change).length ? { ...before, ...change } : undefined
  const before = container.resources ?? {}
  const after = { limits: merged(before.limits, limits), requests: merged(before.requests, requests) }
  return {
    ...container,
    resources: {
      ...before,
      ...(after.limits ? { limits: after.limits } : {}),
      ...(after.requests ? { requests: after.requests } : {}),
    },
  }
}
