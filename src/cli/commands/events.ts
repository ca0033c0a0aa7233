import type { Event } from '../../api/types.gen.ts'
import { escapeFieldValue } from '../../apimachinery/fields/selector.ts'
import { listObjects, resourcePath } from '../../client/client.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { BareError, CommandError } from '../errors.ts'
import { EVENT_HEADINGS, eventRow, eventTime } from '../events/event-rows.ts'
import { GrowingTable } from '../events/growing-table.ts'
import { boolFlag, intFlag, stringFlag, stringSliceFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'
import { formatFlags, isTableOutput, objectPrinter, outputOf } from '../output.ts'
import { goSort } from '../printers/go-sort.ts'
import { OBJECT_FORMATS } from '../printers/output-formats.ts'
import { allNamespacesFlag } from '../resource/builder.ts'
import type { ResourceMapper } from '../resource/mapper.ts'
import type { Session } from '../session.ts'
import { typedObject } from '../typed/typed-object.ts'
import { watchError } from '../watch/follow.ts'
import { endQuietlyWhenInterrupted } from '../watch/interrupt.ts'

const EVENTS = { group: '', version: 'v1', resource: 'events' }

export const events: CommandDefinition = {
  name: 'events',
  summary: 'List events',
  usage: '[(-o|--output=)FORMAT] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [options]',
  description:
    'Lists what has happened of late, the most recent last: in a namespace, in all of them, or to one object.',
  examples: `  # What happened in the namespace
  kubectl events

  # What happened to a pod, and what happens to it from now on
  kubectl events --for pod/web --watch

  # Only what went wrong, everywhere
  kubectl events --types=Warning -A`,
  flags: [
    boolFlag('watch', 'Go on and show new events as they come', { short: 'w' }),
    allNamespacesFlag,
    stringFlag('for', 'Only events about this object: TYPE/NAME'),
    stringSliceFlag('types', 'Only events of these types: Normal, Warning'),
    boolFlag('no-headers', 'Leave out the headings'),
    intFlag('chunk-size', 'How many objects a request asks for at a time', { default: 500 }),
    ...formatFlags,
  ],
  async run({ flags, io, session }: Invocation) {
    const { namespace } = await session.namespace()
    const scope = flags.bool('all-namespaces') ? '' : namespace
    const fieldSelector = selectorFor(flags.string('for'), await session.resources())
    const print = eventPrinter(flags, io)
    const types = flags.list('types').map(type => type.toLowerCase())
    if (types.some(type => type !== 'normal' && type !== 'warning'))
      throw new CommandError('valid --types are Normal or Warning')
    const isWanted = (event: Event) => types.length === 0 || types.includes((event.type ?? '').toLowerCase())
    if (flags.bool('watch')) return watch({ scope, fieldSelector, isWanted }, print, io, session)
    const chunkSize = flags.number('chunk-size')
    const all = await listObjects<Event>(await session.client(), EVENTS, scope, { fieldSelector }, chunkSize)
    const found = all.filter(isWanted)
    if (found.length === 0)
      return io.err(scope === '' ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`)
    goSort(found, (a, b) => eventTime(a) < eventTime(b))
    print(found, true)
  },
}

/** The field selector for --for. Throws CommandError for what is no TYPE/NAME. */
function selectorFor(text: string, mapper: ResourceMapper): string {
  if (text === '') return ''
  const [type = '', name, ...more] = text.split('/')
  if (name === undefined) throw new CommandError('--for must be in resource/name form')
  if (more.length) throw new CommandError('arguments in resource/name form may not have more than one slash')
  const resource = type.includes('.') ? undefined : mapper.find(type)
  if (!resource) throw new BareError(`the server doesn't have a resource type ${JSON.stringify(type)}`)
  if (name === '') return ''
  return `involvedObject.kind=${resource.kind},involvedObject.name=${escapeFieldValue(name)}`
}

/** Prints events: all at once as a list, or one by one as they come. */
type EventPrinter = (found: readonly Event[], asList: boolean) => void

function eventPrinter(flags: FlagValues, io: Io): EventPrinter {
  const output = outputOf(flags, OBJECT_FORMATS, io)
  if (!isTableOutput(output)) {
    const print = objectPrinter(output, flags, 'given')
    return (found, asList) => {
      const items = found.map(event => typedObject({ ...event, apiVersion: 'v1', kind: 'Event' }))
      // the printer of names refuses lists of Go types, and `kubectl events` does not look at what a printer says
      if (asList && output.format === 'name') return
      if (asList) io.out(print({ kind: 'EventList', apiVersion: 'v1', metadata: {}, items }))
      else for (const event of items) io.out(print(event))
    }
  }
  const table = new GrowingTable()
  const withNamespace = flags.bool('all-namespaces')
  let header = flags.bool('no-headers') ? undefined : [...(withNamespace ? ['NAMESPACE'] : []), ...EVENT_HEADINGS]
  return found => {
    const now = new Date()
    const rows = found.map(e => [...(withNamespace ? [e.metadata.namespace ?? ''] : []), ...eventRow(e, now)])
    io.out(table.lines(header ? [header, ...rows] : rows))
    header = undefined
  }
}

interface Wanted {
  /** The namespace, '' for all. */
  scope: string
  fieldSelector: string
  isWanted(event: Event): boolean
}

/** Prints what there is and then what comes or changes, one by one, until the process is ended or the server ends the watch. */
async function watch(
  { scope, fieldSelector, isWanted }: Wanted,
  print: EventPrinter,
  io: Io,
  session: Session,
): Promise<void> {
  endQuietlyWhenInterrupted()
  const query: Record<string, string> = fieldSelector === '' ? {} : { fieldSelector }
  for await (const { type, object } of await session.watch({
    method: 'GET',
    path: resourcePath(EVENTS, scope),
    query,
  })) {
    if (type === 'ERROR') throw watchError(object)
    // an event goes an hour after it came: that is no news
    if (type !== 'ADDED' && type !== 'MODIFIED') continue
    if (isWanted(object as Event)) print([object as Event], false)
    io.release()
  }
}
