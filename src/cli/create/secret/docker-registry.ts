import { CommandError } from '../../errors.ts'
import { stringFlag, stringSliceFlag } from '../../flags/flag.ts'
import type { FlagValues } from '../../flags/values.ts'
import { toCompactJson } from '../../printers/json.ts'
import { generatorCommand } from '../generator.ts'
import { addFiles } from '../key-sources.ts'
import { appendHashFlag, keyAdder, newSecret, secretResource } from './secret-data.ts'

const KEY = '.dockerconfigjson'

export const dockerRegistry = generatorCommand({
  name: 'docker-registry',
  summary: 'Create a secret for use with a Docker registry',
  usage:
    'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none] [options]',
  description: 'Makes a secret with which nodes can pull images of a registry, when it is an imagePullSecret.',
  examples: `  # With the user's name and password
  kubectl create secret docker-registry reg --docker-server=reg.example.com --docker-username=u --docker-password=p

  # From a configuration that docker login wrote
  kubectl create secret docker-registry reg --from-file=.dockerconfigjson=$HOME/.docker/config.json`,
  flags: [
    stringFlag('docker-email', 'The email address of the user'),
    stringFlag('docker-password', 'The password'),
    stringFlag('docker-server', 'The registry', { default: 'https://index.docker.io/v1/' }),
    stringFlag('docker-username', 'The name of the user'),
    stringSliceFlag('from-file', 'A file with the whole configuration'),
    appendHashFlag,
  ],
  resource: secretResource,
  failure: 'failed to create secret ',
  generate(name, { flags, io }) {
    const files = flags.list('from-file')
    const complete = ['docker-username', 'docker-password', 'docker-server'].every(f => flags.string(f) !== '')
    if (!files.length && !complete)
      throw new CommandError(
        'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
      )
    const data: Record<string, string> = {}
    const add = keyAdder(data)
    if (files.length) addFiles(files.map(withKey), io, add)
    else add(KEY, Buffer.from(dockerConfig(flags)))
    return newSecret(name, 'kubernetes.io/dockerconfigjson', data, flags.bool('append-hash'))
  },
})

/** A file without a key is the configuration. */
const withKey = (source: string): string => (source.includes('=') ? source : `${KEY}=${source}`)

function dockerConfig(flags: FlagValues): string {
  const username = flags.string('docker-username')
  const password = flags.string('docker-password')
  const email = flags.string('docker-email')
  const auth = Buffer.from(`${username}:${password}`).toString('base64')
  const entry = { username, password, ...(email === '' ? {} : { email }), auth }
  return toCompactJson({ auths: { [flags.string('docker-server')]: entry } }, 'given')
}
