import { CommandError } from '../errors.ts'
import type { ResourceMapper } from './mapper.ts'

/** What the arguments of a command name. */
export type ResourceArguments =
  | { form: 'none' }
  /** TYPE[,TYPE] alone or with names */
  | { form: 'types'; types: string[]; names: string[] }
  /** TYPE/NAME … */
  | { form: 'tuples'; tuples: { type: string; name: string }[] }

/**
 * Reads "TYPE", "TYPE1,TYPE2", "TYPE NAME…", "TYPE1,TYPE2 NAME" and "TYPE/NAME …" as kubectl's resource builder does; categories
 * ("all") become the types in them. Throws CommandError.
 */
export function parseArguments(args: readonly string[], mapper: ResourceMapper): ResourceArguments {
  const normal = spreadTypes(args)
  const slashes = normal.filter(a => a.includes('/')).length
  if (slashes > 0) {
    if (slashes !== normal.length)
      throw new CommandError(
        "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      )
    return { form: 'tuples', tuples: normal.map(splitTuple) }
  }
  const [first, ...names] = normal
  if (first === undefined) return { form: 'none' }
  return { form: 'types', types: expandCategories(splitTypes(first), mapper), names }
}

/** "svc,ep web" means "svc/web ep/web". */
function spreadTypes(args: readonly string[]): readonly string[] {
  if (args.length < 2) return args
  const types = splitTypes(args[0]!)
  if (types.length < 2) return args
  return types.flatMap(type => args.slice(1).map(name => `${type}/${name}`))
}

function splitTuple(text: string): { type: string; name: string } {
  const parts = text.split('/')
  if (parts.length !== 2) throw new CommandError('arguments in resource/name form may not have more than one slash')
  const [type, name] = parts as [string, string]
  if (type === '' || name === '' || type.includes(','))
    throw new CommandError('arguments in resource/name form must have a single resource and name')
  return { type, name }
}

function splitTypes(text: string): string[] {
  return [...new Set(text.split(','))]
}

function expandCategories(types: readonly string[], mapper: ResourceMapper): string[] {
  const expanded = types.flatMap(type => {
    const members = mapper.category(type)
    return members.length ? members.map(r => (r.group ? `${r.resource}.${r.group}` : r.resource)) : [type]
  })
  return [...new Set(expanded)]
}
