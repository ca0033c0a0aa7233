import type { ApiResource } from '../../api/discovery.ts'
import { groupVersion, withGroup } from '../../api/object.ts'
import type { CommandDefinition } from '../command.ts'
import { CommandError, UsageError } from '../errors.ts'
import { boolFlag, stringFlag, stringSliceFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { isTableOutput, objectPrinter, outputFlag, outputOf } from '../output.ts'
import { DISCOVERY_FORMATS } from '../printers/output-formats.ts'
import { formatTable } from '../printers/table.ts'

export const apiResources: CommandDefinition = {
  name: 'api-resources',
  summary: 'List the resource types of the server',
  usage: '[flags] [options]',
  description: 'Lists the resource types with their short names, versions, scopes and kinds.',
  flags: [
    stringFlag('api-group', 'Only the types of this group'),
    stringSliceFlag('categories', 'Only the types of these categories'),
    boolFlag('cached', 'Use cached discovery where there is any'),
    boolFlag('namespaced', 'Only types that are (or with =false are not) in namespaces', { default: true }),
    boolFlag('no-headers', 'Leave out the headings'),
    outputFlag,
    stringFlag('sort-by', 'Sort by name or kind'),
    stringSliceFlag('verbs', 'Only types that have all these verbs'),
  ],
  async run({ args, flags, io, session }) {
    if (args.length) throw new UsageError(`unexpected arguments: [${args.join(' ')}]`)
    const output = outputOf(flags, DISCOVERY_FORMATS, io)
    const sortBy = flags.string('sort-by')
    if (!['', 'name', 'kind'].includes(sortBy)) throw new CommandError('--sort-by accepts only name or kind')
    const { all } = await (flags.bool('cached') ? session.resources() : session.freshResources())
    const chosen = preferred(all).filter(r => fits(r, flags))
    sort(chosen, sortBy)
    if (output.format === 'name') return io.out(chosen.map(r => `${qualified(r)}\n`).join(''))
    if (!isTableOutput(output)) return io.out(objectPrinter(output, flags)(listOf(chosen)))
    io.out(table(chosen, output.format === 'wide', flags.bool('no-headers')))
  },
}

/** A resource that a group serves in several versions stands in the list once, in the preferred one. */
function preferred(all: readonly ApiResource[]): ApiResource[] {
  const seen = new Set<string>()
  return all.filter(r => {
    const id = qualified(r)
    if (seen.has(id)) return false
    seen.add(id)
    return true
  })
}

const qualified = (r: ApiResource): string => withGroup(r.resource, r.group)

function fits(r: ApiResource, flags: FlagValues): boolean {
  return (
    (!flags.changed('api-group') || r.group === flags.string('api-group')) &&
    (!flags.changed('namespaced') || r.namespaced === flags.bool('namespaced')) &&
    flags.list('verbs').every(v => r.verbs.includes(v)) &&
    flags.list('categories').every(c => r.categories?.includes(c))
  )
}

function sort(resources: ApiResource[], by: string): void {
  const key = (r: ApiResource): string[] =>
    by === 'kind' ? [r.kind] : by === 'name' ? [r.resource] : [r.group, r.resource]
  resources.sort((a, b) => compare(key(a), key(b)))
}

function compare(a: readonly string[], b: readonly string[]): number {
  const i = a.findIndex((text, at) => text !== b[at])
  return i < 0 ? 0 : a[i]! < b[i]! ? -1 : 1
}

function table(resources: readonly ApiResource[], wide: boolean, noHeaders: boolean): string {
  const header = ['NAME', 'SHORTNAMES', 'APIVERSION', 'NAMESPACED', 'KIND', ...(wide ? ['VERBS', 'CATEGORIES'] : [])]
  const rows = resources.map(r => [
    r.resource,
    r.shortNames?.join(',') ?? '',
    groupVersion(r.group, r.version),
    String(r.namespaced),
    r.kind,
    ...(wide ? [r.verbs.join(','), r.categories?.join(',') ?? ''] : []),
  ])
  return formatTable(rows, noHeaders ? {} : { header })
}

function listOf(resources: readonly ApiResource[]): object {
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: '',
    resources: resources.map(r => ({
      name: r.resource,
      singularName: r.singular,
      namespaced: r.namespaced,
      ...(r.group ? { group: r.group } : {}),
      version: r.version,
      kind: r.kind,
      verbs: r.verbs,
      ...(r.shortNames ? { shortNames: r.shortNames } : {}),
      ...(r.categories ? { categories: r.categories } : {}),
    })),
  }
}
