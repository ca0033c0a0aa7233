import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { PathSegmentError } from '../../client/path-segment.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { AggregateFailure, CommandError, isExpected, throwGathered } from '../errors.ts'
import { boolFlag, durationFlag, stringFlag } from '../flags/flag.ts'
import { formatFlags } from '../output.ts'
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  filenameFlags,
  NothingSelected,
  resolveTargets,
  type Selection,
  selectionOf,
  selectorFlag,
  type Targets,
  visitObjects,
} from '../resource/builder.ts'
import type { Info } from '../resource/info.ts'
import { resultPrinter } from '../result.ts'
import type { Session } from '../session.ts'
import { parseCondition } from '../wait/condition.ts'
import { waitForDeletion } from '../wait/deletion.ts'
import { type Patience, waitForCreation, waitForTest, waitUntil } from '../wait/until.ts'
import { endQuietlyWhenInterrupted } from '../watch/interrupt.ts'

const NOTHING = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`

const LOCAL = `you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'`

/** What a negative --timeout stands for. */
const WEEK = 7 * 24 * 3600 * 1000

type Visit = (info: Info & { object: KubeObject }) => Promise<void>

export const wait: CommandDefinition = {
  name: 'wait',
  summary: 'Wait for a condition of objects',
  usage:
    "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]] [options]",
  description: `Waits until all of the objects have a condition in their status, or a value at a JSONPath, or until they are there or gone.
The time of --timeout is for all of them together.`,
  examples: `  # Until a pod is ready
  kubectl wait --for=condition=Ready pod/web

  # Until a deployment has three ready replicas
  kubectl wait --for=jsonpath='{.status.readyReplicas}'=3 deployment/web

  # Until the pods with a label are gone, at most a minute
  kubectl wait --for=delete pod -l app=web --timeout=60s`,
  flags: [
    ...filenameFlags('wait for'),
    selectorFlag,
    fieldSelectorFlag,
    allNamespacesFlag,
    boolFlag('all', 'All objects of the types'),
    boolFlag('local', 'Only take objects from files'),
    ...formatFlags,
    durationFlag('timeout', 'How long to wait; 0 looks once, less than 0 is a week', { default: 30_000 }),
    stringFlag('for', "What to wait for: create, delete, condition=NAME[=VALUE] or jsonpath='{PATH}'[=VALUE]"),
  ],
  async run({ args, flags, io, session }: Invocation) {
    const print = resultPrinter(flags, 'none', io)
    const condition = parseCondition(flags.string('for'))
    const timeout = flags.number('timeout') < 0 ? WEEK : flags.number('timeout')
    const patience: Patience = { end: Date.now() + timeout, once: timeout === 0 }
    const selection = selectionOf(args, flags)
    if (flags.bool('local') && (args.length || !selection.filenames.length)) throw new CommandError(LOCAL)
    const visitAll = (visit: Visit) => visitSelected(selection, session, io, visit)
    endQuietlyWhenInterrupted()
    const met = (object: KubeObject) => print(object, 'condition met')

    if (condition.for === 'delete') {
      const found: { info: Info; uid: string }[] = []
      const { errors } = await visitAll(async info => {
        found.push({ info, uid: info.object.metadata.uid ?? '' })
      })
      const others = errors.filter(error => !isNotFound(error))
      if (patience.once) return throwGathered([...found.map(({ info }) => notMet(info)), ...others])
      const wait = waitForDeletion(found, patience.end - Date.now(), session, info => met(info.object!))
      return throwGathered([...(await failuresOf(wait)), ...others])
    }
    if (condition.for === 'create') {
      const only = await onlyNamed(selection, session, io)
      if (only) await waitForCreation(only, patience, session)
      else await waitUntil(async () => isCreated(await visitAll(async () => {})), patience, session)
    }
    const { errors, visited } = await visitAll(async info =>
      met(condition.for === 'test' ? await waitForTest(info, condition.test, patience, session) : info.object),
    )
    throwGathered(errors)
    if (visited === 0) throw new CommandError('no matching resources found')
  },
}

/** The object that was named, where it is one alone. */
async function onlyNamed(selection: Selection, session: Session, io: Invocation['io']): Promise<Info | undefined> {
  const targets = await targetsOf(selection, session, io)
  return targets.by === 'name' && targets.infos.length === 1 ? targets.infos[0] : undefined
}

async function targetsOf(selection: Selection, session: Session, io: Invocation['io']): Promise<Targets> {
  try {
    return await resolveTargets(selection, session, io, 'refuse')
  } catch (error) {
    throw error instanceof NothingSelected ? new CommandError(NOTHING) : error
  }
}

async function visitSelected(selection: Selection, session: Session, io: Invocation['io'], visit: Visit) {
  const { errors, visited } = await visitObjects(await targetsOf(selection, session, io), selection, session, visit)
  return { errors: errors.map(withoutName), visited }
}

/** What is waited for needs a name, whatever else is said of those without. */
function withoutName(error: Error): Error {
  return error instanceof PathSegmentError ? new CommandError('resource name must be provided') : error
}

/** What a wait fails with. */
async function failuresOf(wait: Promise<void>): Promise<readonly Error[]> {
  try {
    await wait
    return []
  } catch (error) {
    if (!isExpected(error)) throw error
    return error instanceof AggregateFailure ? error.errors : [error]
  }
}

/** Whether there is something of what was selected; one object that is missing can still come, other errors stay. */
function isCreated({ errors, visited }: { errors: readonly Error[]; visited: number }): boolean {
  if (errors.length === 1 && isNotFound(errors[0]!)) return false
  throwGathered(errors)
  return visited > 0
}

const isNotFound = (error: Error): boolean => error instanceof StatusError && error.status.code === 404

const notMet = ({ resource, name }: Info): CommandError =>
  new CommandError(`condition not met for ${resource.resource}/${name}`)
