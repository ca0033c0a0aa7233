import type { KubeObject } from '../../../api/object.ts'
import type { EnvVar } from '../../../api/types.gen.ts'
import { byBytes } from '../../../schema/go-value.ts'
import type { Invocation } from '../../command.ts'
import { CommandError } from '../../errors.ts'
import { setTargets } from '../targets.ts'

/** The variables that --from and --keys take from a ConfigMap or a Secret. Throws CommandError. */
export async function importedVariables(invocation: Invocation): Promise<EnvVar[]> {
  const { flags, io } = invocation
  if (flags.string('from') === '') return []
  const keys = flags.list('keys')
  const sources = await setTargets([flags.string('from')], invocation)
  return sources.flatMap(({ object }) => {
    const field = REFERENCES.get(object.kind ?? '')
    if (!field) throw new CommandError('unsupported resource specified in --from')
    const data = Object.keys((object as KubeObject & { data?: object }).data ?? {}).sort(byBytes)
    return data
      .filter(key => keys.length === 0 || keys.includes(key))
      .map(key => ({
        name: variableName(key, message => io.err(`Warning: ${message}\n`)),
        valueFrom: { [field]: { name: object.metadata.name ?? '', key } },
      }))
  })
}

const REFERENCES = new Map([
  ['Secret', 'secretKeyRef'],
  ['ConfigMap', 'configMapKeyRef'],
])

function variableName(key: string, warn: (message: string) => void): string {
  const name = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase()
  if (name !== key) warn(`key ${key} transferred to ${name}`)
  return name
}
