import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { type Client, resourcePath } from '../../client/client.ts'
import { PathSegmentError } from '../../client/path-segment.ts'
import { withSavedConfig } from '../apply/last-applied.ts'
import { cascadeFlag, cascadeOf } from '../cascade.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { type DryRun, dryRunFlag, dryRunOf, dryRunQuery } from '../dry-run.ts'
import { CommandError, withSource } from '../errors.ts'
import { boolFlag, durationFlag, intFlag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import type { Io } from '../io.ts'
import { formatFlags } from '../output.ts'
import { type ForceSettings, forceReplace } from '../replace/force-replace.ts'
import { replaceRaw, validateRaw } from '../replace/raw.ts'
import { filenameFlags, resolveTargets, selectionOf } from '../resource/builder.ts'
import { createObject } from '../resource/create-object.ts'
import { type SelectedInfo, selectedInfos, visitAll } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'
import { manifestCheckOf, validateFlag, validationOf, validationQuery } from '../validation.ts'

export const replace: CommandDefinition = {
  name: 'replace',
  summary: 'Replace an object by one from a file',
  usage: '-f FILENAME [options]',
  description: `Replaces whole objects by what files say. An object with a resourceVersion only replaces that very version. With --force the
objects are deleted and created anew, which is the way to change what cannot be changed.`,
  examples: `  # Replace a service
  kubectl replace -f web.yaml

  # Change the image of a pod in passing
  kubectl get pod web -o yaml | sed 's/nginx:1.26/nginx:1.27/' | kubectl replace -f -

  # Delete a pod and create it anew
  kubectl replace --force -f pod.yaml`,
  flags: [
    ...filenameFlags('replace'),
    ...formatFlags,
    dryRunFlag,
    validateFlag,
    stringFlag('field-manager', 'The name that changed fields are kept under', { default: 'kubectl-replace' }),
    boolFlag('save-config', 'Keep the file in an annotation, as apply does'),
    stringFlag('subresource', 'Replace this subresource of the objects'),
    stringFlag('raw', 'The path to PUT the file to'),
    boolFlag('force', 'Delete the objects and create them anew'),
    cascadeFlag,
    intFlag('grace-period', 'With --force, the seconds that a pod gets to end; -1 is its own', { default: -1 }),
    durationFlag('timeout', 'With --force, how long to wait for each object to go'),
    boolFlag('wait', 'With --force, wait as delete does until the objects are gone'),
  ],
  async run(invocation: Invocation) {
    const { args, flags, io, session } = invocation
    const validation = validationOf(flags)
    const dryRun = dryRunOf(flags, io)
    const print = resultPrinter(flags, dryRun, io)
    const force = forceSettings(flags, io)
    const selection = selectionOf([], flags)
    if (selection.filenames.length === 0 && selection.kustomize === '')
      throw new CommandError('must specify one of -f and -k')
    validate(flags, force, dryRun)
    if (flags.string('raw') !== '') return replaceRaw(invocation)

    const client = await session.client()
    const check = manifestCheckOf(validation)
    const query = {
      fieldManager: flags.string('field-manager'),
      ...validationQuery(validation),
      ...dryRunQuery(dryRun),
    }
    // only --force looks at the arguments
    const chosen = flags.bool('force') ? { ...selection, args } : selection
    const targets = await resolveTargets(chosen, session, io, 'refuse', check)
    const infos = selectedInfos(targets, chosen, client, { files: 'written' })
    if (flags.bool('force')) return forceReplace(await collected(infos), force, invocation, create)
    await visitAll(infos, replaceOne)

    async function replaceOne(info: SelectedInfo): Promise<void> {
      const object = withSavedConfig(info.object, flags.bool('save-config'))
      if (dryRun === 'client') return print(object, 'replaced')
      try {
        const path = resourcePath(info.resource, info.namespace, info.name, flags.string('subresource'))
        const { body } = await client.request({
          method: 'PUT',
          path,
          query,
          body: await versioned(object, path, client),
        })
        print(body as KubeObject, 'replaced')
      } catch (error) {
        throw error instanceof StatusError || error instanceof PathSegmentError
          ? withSource(error, 'replacing', info.source)
          : error
      }
    }

    async function create(info: SelectedInfo): Promise<void> {
      const object = withSavedConfig(info.object, flags.bool('save-config'))
      print(await createObject(client, info, object, query), 'replaced')
    }
  },
}

function forceSettings(flags: FlagValues, io: Io): ForceSettings {
  const grace = flags.number('grace-period')
  return {
    propagation: cascadeOf(flags, io),
    grace: grace === 0 ? 1 : grace,
    wait: grace === 0 || flags.bool('wait'),
    timeout: flags.number('timeout'),
  }
}

function validate(flags: FlagValues, force: ForceSettings, dryRun: DryRun): void {
  if (!flags.bool('force')) {
    if (force.grace >= 0) throw new CommandError('--grace-period must have --force specified')
    if (force.timeout !== 0) throw new CommandError('--timeout must have --force specified')
  } else if (dryRun !== 'none') throw new CommandError('--dry-run can not be used when --force is set')
  const problem = validateRaw(flags)
  if (problem) throw new CommandError(problem)
}

/** An object without a version replaces whichever there is. */
async function versioned(object: KubeObject, path: string, client: Client): Promise<KubeObject> {
  if (object.metadata.resourceVersion) return object
  try {
    const { body } = await client.request({ method: 'GET', path })
    const { resourceVersion } = (body as KubeObject).metadata
    return { ...object, metadata: { ...object.metadata, resourceVersion } as KubeObject['metadata'] }
  } catch (error) {
    if (error instanceof StatusError) return object
    throw error
  }
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
