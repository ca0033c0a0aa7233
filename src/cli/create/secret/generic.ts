import { stringFlag } from '../../flags/flag.ts'
import { generatorCommand } from '../generator.ts'
import { addEnvFiles, addFiles, addLiterals, keySourceFlags, validateKeySources } from '../key-sources.ts'
import { appendHashFlag, keyAdder, newSecret, secretResource } from './secret-data.ts'

export const generic = generatorCommand({
  name: 'generic',
  summary: 'Create a secret from a local file, directory, or literal value',
  usage:
    'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
  examples: `  # Two keys
  kubectl create secret generic db --from-literal=user=alice --from-literal=password=s3cret

  # A key whose value is a file's content
  kubectl create secret generic ssh --from-file=key=id_rsa`,
  flags: [...keySourceFlags, stringFlag('type', 'The type of the secret'), appendHashFlag],
  resource: secretResource,
  failure: 'failed to create secret ',
  generate(name, { flags, io }) {
    validateKeySources(flags)
    const data: Record<string, string> = {}
    const add = keyAdder(data)
    addLiterals(flags.list('from-literal'), add)
    addFiles(flags.list('from-file'), io, add)
    addEnvFiles(flags.list('from-env-file'), io, add)
    return newSecret(name, flags.string('type'), data, flags.bool('append-hash'))
  },
})
