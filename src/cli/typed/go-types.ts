import { resourceForKind } from '../../api/discovery.ts'
import { type GroupVersionKind, groupVersion } from '../../api/object.ts'
import { CommandError } from '../errors.ts'

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

/** `unknownType` of what a file holds. */
export function undecodable(gvk: GroupVersionKind, source: string): CommandError | undefined {
  const problem = unknownType(gvk)
  return problem && new CommandError(`unable to decode ${JSON.stringify(source)}: ${problem.message}`)
}
