import type { KubeObject } from '../../../api/object.ts'
import { quote } from '../../../apimachinery/quote.ts'
import { isConfigMapKey } from '../../../apimachinery/validation/names.ts'
import { setOwn } from '../../../schema/json-value.ts'
import { CommandError } from '../../errors.ts'
import { boolFlag, type Flag } from '../../flags/flag.ts'
import { hashSuffix } from '../hash-suffix.ts'
import type { AddKey } from '../key-sources.ts'

/** What all secrets have in common as generated objects. */
export const secretResource = { group: '', version: 'v1', resource: 'secrets', namespaced: true }

export const appendHashFlag: Flag = boolFlag('append-hash', 'Append a hash of the content to the name')

/** The function that adds a key to the data of a secret. */
export function keyAdder(data: Record<string, string>): AddKey {
  return (key, value) => {
    const errors = isConfigMapKey(key)
    if (errors.length) throw new CommandError(`${quote(key)} is not valid key name for a Secret ${errors.join(';')}`)
    if (Object.hasOwn(data, key))
      throw new CommandError(`cannot add key ${key}, another key by that name already exists`)
    setOwn(data, key, value.toString('base64'))
  }
}

/** A secret; with a hash of its content behind its name where that is asked for. */
export async function newSecret(
  name: string,
  type: string,
  data: Record<string, string>,
  appendHash: boolean,
): Promise<KubeObject> {
  const suffix = appendHash ? await hashSuffix({ kind: 'Secret', type, name, data }) : ''
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: name + suffix }, data }
  return (type === '' ? secret : { ...secret, type }) as KubeObject
}
