import { resourceForKind } from '../../api/discovery.ts'
import { type GroupVersionKind, groupVersion, type KubeObject } from '../../api/object.ts'
import { quote } from '../../apimachinery/quote.ts'
import { DecodeError } from '../../schema/decode-error.ts'
import { CommandError } from '../errors.ts'
import { typedObject } from './typed-object.ts'

/** The groups of the API server's own that kubectl has no Go types of. */
const WITHOUT_TYPES = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io'])

/**
 * What the decoder of kubectl's Go types says of a kind that it has none for, or of a list of such; undefined where it has one. Commands that
 * want the type can do nothing with others.
 */
export function unknownType(
  { group, version, kind }: GroupVersionKind,
  form: 'object' | 'list' = 'object',
): CommandError | undefined {
  if (!WITHOUT_TYPES.has(group) && resourceForKind({ group, version, kind })) return undefined
  const name = JSON.stringify(form === 'list' ? `${kind}List` : kind)
  const registered = JSON.stringify(groupVersion(group, version))
  return new CommandError(`no kind ${name} is registered for version ${registered} in scheme "pkg/scheme/scheme.go:28"`)
}

/** What the decoder says of what a file holds: nothing where there is such a type, and the object, if given, fits it. */
export function undecodable(gvk: GroupVersionKind, source: string, object?: KubeObject): CommandError | undefined {
  const problem = unknownType(gvk)?.message ?? (object && misfit(object))
  return problem === undefined ? undefined : new CommandError(`unable to decode ${quote(source)}: ${problem}`)
}

function misfit(object: KubeObject): string | undefined {
  try {
    typedObject(object)
    return undefined
  } catch (error) {
    if (error instanceof DecodeError) return error.message
    throw error
  }
}
