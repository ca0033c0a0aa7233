import type { KubeObject } from '../../api/object.ts'
import { randomSuffix } from '../../apimachinery/names/generate.ts'
import { systemRandom } from '../../apimachinery/random.ts'
import { CommandError } from '../errors.ts'
import { int32Flag, stringSliceFlag } from '../flags/flag.ts'
import { generatorCommand } from './generator.ts'

export const deployment = generatorCommand({
  name: 'deployment',
  aliases: ['deploy'],
  summary: 'Create a deployment with the specified name',
  usage: 'NAME --image=image -- [COMMAND] [args...] [options]',
  description: 'Makes a deployment whose pods have the label app=NAME.',
  examples: `  # Three pods that run nginx
  kubectl create deployment web --image=nginx --replicas=3 --port=80

  # With a command of its own
  kubectl create deployment tick --image=busybox -- date`,
  flags: [
    stringSliceFlag('image', 'The image to run; given several times, a container each'),
    int32Flag('port', 'The port that the first container listens on', { default: -1 }),
    int32Flag('replicas', 'How many pods', { short: 'r', default: 1 }),
  ],
  required: ['image'],
  resource: { group: 'apps', version: 'v1', resource: 'deployments', namespaced: true },
  failure: 'failed to create deployment: ',
  generate(name, { args, flags }) {
    const images = flags.list('image')
    const command = args.slice(1)
    if (images.length > 1 && command.length)
      throw new CommandError('cannot specify multiple --image options and command')
    const port = flags.number('port')
    const containers = images.map((image, i) => ({
      name: containerName(image),
      image,
      ...(command.length ? { command } : {}),
      ...(i === 0 && port >= 0 ? { ports: [{ containerPort: port }] } : {}),
    }))
    const labels = { app: name }
    const spec = {
      replicas: flags.number('replicas'),
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    }
    return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, labels }, spec } as KubeObject
  },
})

/** The last part of an image's name, without tag and digest; with a random suffix where characters had to be replaced. */
function containerName(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1).split(/[:@]/, 1)[0]!
  return /[_.]/.test(name) ? `${name.replace(/[_.]/g, '-')}-${randomSuffix(systemRandom)}` : name
}
