import type { Container } from '../../api/types.gen.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError, throwGathered } from '../errors.ts'
import { splitArguments } from '../label/pairs.ts'
import { recordFlag } from '../record.ts'
import { selectorFlag } from '../resource/builder.ts'
import { patchTargets, setOutput } from './patch-targets.ts'
import { updatePodSpec } from './pod-spec.ts'
import { refuseLocalResources, setFlags, setTargets } from './targets.ts'

export const image: CommandDefinition = {
  name: 'image',
  summary: 'Update the image of a pod template',
  usage:
    '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N [options]',
  description: `Changes images of containers.

Possible resources are: pod (po), replicationcontroller (rc), deployment (deploy), daemonset (ds), statefulset (sts), cronjob (cj), replicaset (rs)`,
  examples: `  # The image of one container
  kubectl set image deployment/web nginx=nginx:1.27

  # The image of all containers of all deployments
  kubectl set image deployments --all '*=nginx:1.27'`,
  flags: [...setFlags, recordFlag, selectorFlag],
  async run(invocation) {
    const output = setOutput(invocation)
    const { resources, pairs } = splitArguments(invocation.args, 'image')
    const images = parseImages(pairs)
    refuseLocalResources(resources, invocation)
    const targets = await setTargets(resources, invocation)
    validate(images, resources, invocation)
    await patchTargets(
      targets,
      {
        ...output,
        operation: 'image updated',
        command: 'set image',
        failure: 'failed to patch image update to pod template:',
        change: (object, report) =>
          updatePodSpec(object, spec => {
            let { containers = [], initContainers } = spec
            for (const [name, value] of images) {
              const wanted = (c: Container) => name === '*' || c.name === name
              if (![...containers, ...(initContainers ?? [])].some(wanted))
                report(new CommandError(`error: unable to find container named ${JSON.stringify(name)}`))
              const update = (c: Container) => (wanted(c) ? { ...c, image: value } : c)
              containers = containers.map(update)
              initContainers = initContainers?.map(update)
            }
            return { ...spec, containers, ...(initContainers ? { initContainers } : {}) }
          }),
      },
      invocation,
    )
  },
}

function parseImages(pairs: readonly string[]): Map<string, string> {
  const wrong = pairs.filter(pair => pair.indexOf('=') < 1)
  if (wrong.length) throw new CommandError(`invalid image format: ${wrong.join(', ')}`)
  return new Map(pairs.map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}

function validate(images: ReadonlyMap<string, string>, resources: readonly string[], { flags }: Invocation): void {
  const errors: Error[] = []
  const refuse = (wrong: boolean, message: string) => {
    if (wrong) errors.push(new CommandError(message))
  }
  const files = flags.list('filename').length > 0 || flags.string('kustomize') !== ''
  refuse(flags.bool('all') && flags.string('selector') !== '', 'cannot set --all and --selector at the same time')
  refuse(
    resources.length === 0 && !files,
    'one or more resources must be specified as <resource> <name> or <resource>/<name>',
  )
  refuse(images.size === 0, 'at least one image update is required')
  refuse(
    images.size > 1 && images.has('*'),
    'all containers are already specified by *, but saw more than one container_name=container_image pairs',
  )
  refuse(
    flags.bool('local') && flags.string('dry-run') === 'server',
    'cannot specify --local and --dry-run=server - did you mean --dry-run=client?',
  )
  throwGathered(errors)
}
