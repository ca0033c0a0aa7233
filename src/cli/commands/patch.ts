import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { KubeObject } from '../../api/object.ts'
import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { resourcePath } from '../../client/client.ts'
import type { PatchType } from '../../schema/patch.ts'
import { sameJson } from '../../schema/same-json.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { type DryRun, dryRunFlag, dryRunOf, dryRunQuery } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { goSystemError } from '../manifests/go-system-error.ts'
import { formatFlags } from '../output.ts'
import { patchLocally } from '../patch/local-patch.ts'
import { patchBody, readPatch } from '../patch/patch-text.ts'
import { recordCause, recordFlag } from '../record.ts'
import { filenameFlags, NothingSelected, resolveTargets, selectionOf } from '../resource/builder.ts'
import { localObjects } from '../resource/local-objects.ts'
import { type SelectedInfo, selectedInfos, visitAll } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'

const CONTENT_TYPES: Record<PatchType, string> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
}

export const patch: CommandDefinition = {
  name: 'patch',
  summary: 'Change fields of an object',
  usage: '(-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]',
  description: `Changes some fields of an object. A strategic merge patch (the default) merges lists by their keys, a JSON merge patch
replaces lists, a JSON patch is a list of operations. Patches are JSON or YAML.`,
  examples: `  # Change one field
  kubectl patch deployment web -p '{"spec":{"replicas":3}}'

  # Remove a label with a merge patch
  kubectl patch service web --type=merge -p '{"metadata":{"labels":{"tier":null}}}'

  # Change the first port with a list of operations
  kubectl patch service web --type=json -p '[{"op":"replace","path":"/spec/ports/0/port","value":8080}]'

  # Change the status
  kubectl patch pod web --subresource=status --patch-file status.yaml`,
  flags: [
    ...filenameFlags('patch'),
    ...formatFlags,
    dryRunFlag,
    stringFlag('field-manager', 'The name that changed fields are kept under', { default: 'kubectl-patch' }),
    boolFlag('local', 'Patch what the file holds, without a cluster'),
    recordFlag,
    stringFlag('patch', 'The patch', { short: 'p' }),
    stringFlag('patch-file', 'The file with the patch'),
    stringFlag('subresource', 'Patch this subresource of the object'),
    stringFlag('type', 'The type of the patch: json, merge or strategic', { default: 'strategic' }),
  ],
  async run(invocation: Invocation) {
    const { args, flags, io, session } = invocation
    const dryRun = dryRunOf(flags, io)
    const type = validate(args, flags, dryRun)
    const shown = flags.string('patch')
    const text = await readPatch(shown === '' ? readPatchFile(flags.string('patch-file'), io.cwd) : shown, shown)
    const selection = selectionOf(args, flags)
    // the sentence about a dry run gets lost in kubectl, as does the separator of YAML documents
    const print = (object: KubeObject, changed: boolean) =>
      resultPrinter(flags, 'none', io)(object, changed ? 'patched' : 'patched (no change)')
    const patchHere = async ({ object }: { object: KubeObject }) => {
      const result = patchLocally(object, type, text)
      print(result, !sameJson(object, result))
    }
    let visited: number
    if (flags.bool('local')) {
      if (selection.filenames.length === 0 && selection.kustomize === '') throw new NothingSelected()
      visited = await visitAll(localObjects(selection, io), patchHere)
    } else {
      const targets = await resolveTargets(selection, session, io, 'refuse')
      const subresource = flags.string('subresource')
      const infos = selectedInfos(targets, selection, await session.client(), { files: 'written', subresource })
      visited = await visitAll(infos, dryRun === 'client' ? patchHere : patchThere)
    }
    if (visited === 0) throw new CommandError('no objects passed to patch')

    async function patchThere({ resource, namespace, name, object }: SelectedInfo): Promise<void> {
      const request = {
        method: 'PATCH' as const,
        path: resourcePath(resource, namespace, name, flags.string('subresource')),
        query: { fieldManager: flags.string('field-manager'), ...dryRunQuery(dryRun) },
        contentType: CONTENT_TYPES[type],
        body: patchBody(text, type),
      }
      try {
        const client = await session.client()
        const { body } = await client.request(request)
        await recordCause({ resource, namespace, name, source: '' }, 'patch', invocation, client, request.query)
        print(body as KubeObject, !sameJson(object, body))
      } catch (error) {
        if (!(error instanceof StatusError) || error.status.reason !== 'UnsupportedMediaType') throw error
        const { group, version, kind } = resource
        throw new CommandError(
          `${CONTENT_TYPES[type]} is not supported by ${group}/${version}, Kind=${kind}: ${error.message}`,
        )
      }
    }
  },
}

function validate(args: readonly string[], flags: FlagValues, dryRun: DryRun): PatchType {
  const text = flags.string('patch')
  const file = flags.string('patch-file')
  const local = flags.bool('local')
  if (text !== '' && file !== '') throw new CommandError('cannot specify --patch and --patch-file together')
  if (text === '' && file === '')
    throw new CommandError('must specify --patch or --patch-file containing the contents of the patch')
  if (local && args.length) throw new CommandError('cannot specify --local and server resources')
  if (local && dryRun === 'server')
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
  const given = flags.string('type')
  const type = given === '' ? 'strategic' : given.toLowerCase()
  if (!Object.hasOwn(CONTENT_TYPES, type))
    throw new CommandError(`--type must be one of [json merge strategic], not ${quote(given)}`)
  return type as PatchType
}

function readPatchFile(path: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8')
  } catch (error) {
    throw new CommandError(`unable to read patch file: ${goSystemError(error, 'open', path)}`)
  }
}
