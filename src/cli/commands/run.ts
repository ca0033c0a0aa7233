import type { KubeObject } from '../../api/object.ts'
import { isImageReference } from '../../apimachinery/image-reference.ts'
import { resourcePath } from '../../client/client.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { requireFlags } from '../create/generator.ts'
import { createMade, inGivenNamespace, typedWhereShown } from '../create/made-object.ts'
import { type DryRun, dryRunFlag, dryRunOf } from '../dry-run.ts'
import { CommandError, throwGathered, UsageError } from '../errors.ts'
import { newService } from '../expose/new-service.ts'
import { boolFlag, durationFlag, intFlag, stringArrayFlag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { formatFlags } from '../output.ts'
import { recorded, recordFlag } from '../record.ts'
import { resultPrinter } from '../result.ts'
import { newPod, podLabels } from '../run/new-pod.ts'
import { overrideFlags, withOverrides } from '../typed/overrides.ts'

export const run: CommandDefinition = {
  name: 'run',
  summary: 'Run an image as a pod',
  usage:
    'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...] [options]',
  description: 'Makes one pod with one container.',
  examples: `  # A pod that runs nginx
  kubectl run web --image=nginx

  # With a service in front of it
  kubectl run web --image=nginx --port=80 --expose

  # With arguments, and with a command of its own
  kubectl run sleeper --image=busybox -- sleep 3600
  kubectl run sleeper --image=busybox --command -- sh -c 'sleep 3600'`,
  flags: [
    ...formatFlags,
    ...overrideFlags,
    dryRunFlag,
    stringArrayFlag('annotations', 'An annotation of the pod: key=value'),
    boolFlag('attach', 'Attach to the container when it runs'),
    stringFlag('cascade', 'With --rm: what happens to dependents', { default: 'background', bare: 'background' }),
    boolFlag('command', 'What follows -- is the command, not its arguments'),
    stringArrayFlag('env', 'An environment variable: name=value'),
    boolFlag('expose', 'Also make a service; needs --port'),
    stringFlag('field-manager', 'The name that the fields are kept under', { default: 'kubectl-run' }),
    boolFlag('force', 'With --rm: delete at once'),
    intFlag('grace-period', 'With --rm: seconds that the pod gets to end', { default: -1 }),
    stringFlag('image', 'The image to run'),
    stringFlag('image-pull-policy', 'Always, IfNotPresent or Never'),
    stringFlag('labels', 'The labels of the pod: a=b,c=d', { short: 'l' }),
    boolFlag('leave-stdin-open', 'Keep standard input open after the first attachment'),
    durationFlag('pod-running-timeout', 'How long to wait until the pod runs', { default: 60_000 }),
    stringFlag('port', 'The port that the container listens on'),
    boolFlag('privileged', 'Run the container in privileged mode'),
    boolFlag('quiet', 'Say less', { short: 'q' }),
    recordFlag,
    stringFlag('restart', 'Always, OnFailure or Never', { default: 'Always' }),
    boolFlag('rm', 'Delete the pod when it has ended'),
    boolFlag('save-config', 'Keep the configuration in an annotation, for a later kubectl apply'),
    boolFlag('stdin', 'Keep standard input of the container open', { short: 'i' }),
    durationFlag('timeout', 'With --rm: how long to wait for the end'),
    boolFlag('tty', 'Give the container a terminal', { short: 't' }),
    boolFlag('wait', 'With --rm: wait until the pod is gone'),
  ],
  async run(invocation) {
    const { args, flags, io } = invocation
    requireFlags(flags, ['image'])
    const dryRun = dryRunOf(flags, io)
    const print = resultPrinter(flags, dryRun, io, 'given')
    const attach = flags.changed('attach') ? flags.bool('attach') : flags.bool('stdin')
    validate(args, flags, attach, dryRun)
    const name = args[0]!
    const pod = await create(
      recorded(await withOverrides(newPod(name, args.slice(1), flags), flags), 'run', invocation),
      'pods',
      invocation,
      dryRun,
    )
    const errors: Error[] = []
    const services: KubeObject[] = []
    if (flags.bool('expose')) {
      try {
        services.push(await create(serviceFor(name, flags), 'services', invocation, dryRun))
      } catch (error) {
        errors.push(error as Error)
      }
    }
    for (const service of services) {
      print(service, 'created')
      if (flags.string('output') === 'yaml') io.out('---\n')
    }
    if (attach) return refuseAttachment([pod, ...services], invocation)
    print(pod, 'created')
    throwGathered(errors)
  },
}

function validate(args: readonly string[], flags: FlagValues, attach: boolean, dryRun: DryRun): void {
  const image = flags.string('image')
  const restart = flags.string('restart')
  const pullPolicy = flags.string('image-pull-policy')
  if (args.length === 0) throw new UsageError('NAME is required for run')
  if (flags.number('pod-running-timeout') <= 0) throw new UsageError('--pod-running-timeout must be higher than zero')
  if (image === '') throw new CommandError('--image is required')
  if (!isImageReference(image))
    throw new CommandError(`Invalid image name ${JSON.stringify(image)}: invalid reference format`)
  if (flags.bool('tty') && !flags.bool('stdin'))
    throw new UsageError('-i/--stdin is required for containers with -t/--tty=true')
  if (flags.bool('expose') && flags.string('port') === '')
    throw new UsageError('--port must be set when exposing a service')
  if (!['', 'Always', 'OnFailure', 'Never'].includes(restart))
    throw new UsageError(`invalid restart policy: ${restart}`)
  if (flags.bool('rm') && !attach) throw new UsageError('--rm should only be used for attached containers')
  if (attach && dryRun !== 'none')
    throw new UsageError(
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    )
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pullPolicy))
    throw new UsageError(`invalid image pull policy: ${pullPolicy}`)
}

function serviceFor(name: string, flags: FlagValues): KubeObject {
  return newService({
    name,
    selector: podLabels(name, flags),
    labels: flags.string('labels') === '' ? {} : podLabels(name, flags),
    ports: flags.string('port').split(','),
  })
}

async function create(
  object: KubeObject,
  resource: string,
  invocation: Invocation,
  dryRun: DryRun,
): Promise<KubeObject> {
  const { flags } = invocation
  const type = { group: '', version: 'v1', resource }
  const created =
    dryRun === 'client' ? inGivenNamespace(object, flags) : await createMade(object, type, invocation, dryRun)
  return typedWhereShown(created, flags)
}

/** The containers of kubette do nothing: whoever wants to attach to one is told, after --rm has been done. Throws CommandError. */
async function refuseAttachment(objects: readonly KubeObject[], { flags, io, session }: Invocation): Promise<never> {
  const client = await session.client()
  const name = objects[0]!.metadata.name ?? ''
  if (flags.bool('rm'))
    for (const { kind = '', metadata } of objects) {
      const resource = { group: '', version: 'v1', resource: `${kind.toLowerCase()}s` }
      const path = resourcePath(resource, metadata.namespace ?? '', metadata.name)
      await client.request({
        method: 'DELETE',
        path,
        body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' },
      })
      if (!flags.bool('quiet'))
        io.out(`${kind.toLowerCase()} ${JSON.stringify(metadata.name)} deleted from ${metadata.namespace} namespace\n`)
    }
  throw new CommandError(`couldn't attach to pod/${name}: kubette runs no containers`)
}
