import type { KubeObject } from '../../api/object.ts'
import { quote } from '../../apimachinery/quote.ts'
import { isConfigMapKey } from '../../apimachinery/validation/names.ts'
import { setOwn } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'
import { boolFlag } from '../flags/flag.ts'
import { generatorCommand } from './generator.ts'
import { hashSuffix } from './hash-suffix.ts'
import { addEnvFiles, addFiles, addLiterals, keySourceFlags, validateKeySources } from './key-sources.ts'

export const configMap = generatorCommand({
  name: 'configmap',
  aliases: ['cm'],
  summary: 'Create a config map from a local file, directory or literal value',
  usage: 'NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
  examples: `  # Two keys
  kubectl create configmap settings --from-literal=colour=blue --from-literal=size=3

  # A key for each file of a folder
  kubectl create configmap settings --from-file=conf/

  # The lines of an env file
  kubectl create configmap settings --from-env-file=settings.env`,
  flags: [...keySourceFlags, boolFlag('append-hash', 'Append a hash of the content to the name')],
  resource: { group: '', version: 'v1', resource: 'configmaps', namespaced: true },
  failure: 'failed to create configmap: ',
  async generate(name, { flags, io }) {
    validateKeySources(flags)
    const data: Record<string, string> = {}
    const binaryData: Record<string, string> = {}
    const add = (key: string, value: Buffer) => {
      refuseKey(key, name, data, binaryData)
      const text = value.toString('utf8')
      if (value.equals(Buffer.from(text))) setOwn(data, key, text)
      else setOwn(binaryData, key, value.toString('base64'))
    }
    addFiles(flags.list('from-file'), io, add)
    addLiterals(flags.list('from-literal'), add)
    addEnvFiles(flags.list('from-env-file'), io, add)
    const content = { data, ...(Object.keys(binaryData).length ? { binaryData } : {}) }
    const suffix = flags.bool('append-hash') ? await hashSuffix({ kind: 'ConfigMap', name, ...content }) : ''
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: name + suffix }, ...content } as KubeObject
  },
})

function refuseKey(key: string, name: string, data: object, binaryData: object): void {
  const errors = isConfigMapKey(key)
  if (errors.length)
    throw new CommandError(`${quote(key)} is not a valid key name for a ConfigMap: ${errors.join(',')}`)
  for (const [field, keys] of Object.entries({ Data: data, BinaryData: binaryData }))
    if (Object.hasOwn(keys, key))
      throw new CommandError(
        `cannot add key ${quote(key)}, another key by that name already exists in ${field} for ConfigMap ${quote(name)}`,
      )
}
