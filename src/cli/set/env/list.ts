import type { KubeObject } from '../../../api/object.ts'
import type { Container } from '../../../api/types.gen.ts'
import { byBytes } from '../../../schema/go-value.ts'
import type { Invocation } from '../../command.ts'
import { isReferenceError, referenceText, resolveReference } from './references.ts'

/** --list: the environment of a container; with --resolve, the values that references lead to. */
export async function listEnv(
  object: KubeObject,
  container: Container,
  { flags, io, session }: Invocation,
): Promise<void> {
  io.out(`# ${object.kind} ${object.metadata.name ?? ''}, container ${container.name}\n`)
  const failures = new Map<string, string[]>()
  for (const { name, value = '', valueFrom } of container.env ?? []) {
    if (!valueFrom) {
      io.out(`${name}=${value}\n`)
      continue
    }
    if (flags.bool('resolve')) {
      try {
        io.out(`${name}=${await resolveReference(valueFrom, object, container, session)}\n`)
        continue
      } catch (error) {
        if (!isReferenceError(error)) throw error
        failures.set(error.message, [...(failures.get(error.message) ?? []), name])
      }
    }
    io.out(`# ${name} from ${referenceText(valueFrom)}\n`)
  }
  const lines = [...failures].map(
    ([message, names]) => `error retrieving reference for ${names.sort(byBytes).join(', ')}: ${message}\n`,
  )
  for (const line of lines.sort(byBytes)) io.err(line)
}
