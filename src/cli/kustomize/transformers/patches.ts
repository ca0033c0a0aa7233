import { schemaFor } from '../../../schema/schema.ts'
import { CommandError } from '../../errors.ts'
import { YamlError, yamlToJson } from '../../manifests/yaml.ts'
import { applyJsonPatchLocally } from '../../patch/local-json-patch.ts'
import { toYaml } from '../../printers/yaml.ts'
import type { PatchArgs } from '../kustomization.ts'
import type { Loader } from '../loader.ts'
import { mergePatch } from '../merge-patch.ts'
import { readResources } from '../read-resources.ts'
import type { Resource } from '../resource.ts'
import { idText } from '../resource-id.ts'
import type { ResourceList } from '../resource-list.ts'
import { selectResources } from '../selector.ts'

/** A patch that has been read: resources to be merged, or the operations of a JSON patch. */
type Patch = { merge: Resource[] } | { operations: unknown[] }

/** Applies one of `patches`: a strategic merge patch or a JSON patch, in place or in a file. Throws CommandError. */
export async function applyPatch(args: PatchArgs, list: ResourceList, loader: Loader): Promise<void> {
  const source = args.patch?.trim() ? `[patch: ${JSON.stringify(args.patch.trim())}]` : `[path: "${args.path}"]`
  const patch = await configured('PatchTransformer', configOf(args), () => readPatch(args, source, loader))
  if ('operations' in patch) {
    if (!args.target) throw new CommandError(`must specify a target for JSON patch ${source}`)
    for (const resource of selectResources(list.resources, args.target)) applyOperations(resource, patch.operations)
    return
  }
  const { allowNameChange = false, allowKindChange = false } = args.options ?? {}
  for (const merge of patch.merge) {
    const targets = args.target ? selectResources(list.resources, args.target) : [targetOf(merge, list)]
    for (const target of targets) applyMerge(target, merge, list, { allowNameChange, allowKindChange })
  }
}

/** Applies `patchesStrategicMerge`: paths, or patches themselves. Throws CommandError. */
export async function applyMergePatches(sources: readonly string[], list: ResourceList, loader: Loader): Promise<void> {
  const patches: Resource[] = []
  for (const source of sources) {
    const inline = source.includes('\n') || source.trim().startsWith('{')
    const found = await configured('PatchStrategicMergeTransformer', { paths: sources }, async () =>
      readResources(inline ? source : (await loader.read(source)).toString('utf8'), source),
    )
    patches.push(...found)
  }
  for (const patch of patches)
    applyMerge(uniqueTarget(patch, list), patch, list, { allowNameChange: false, allowKindChange: false })
}

/** Applies one of `patchesJson6902`. Throws CommandError. */
export async function applyJsonPatchArgs(args: PatchArgs, list: ResourceList, loader: Loader): Promise<void> {
  const config = {
    ...(args.patch && { jsonOp: args.patch }),
    ...(args.path && { path: args.path }),
    target: args.target,
  }
  const operations = await configured('PatchJson6902Transformer', config, async () => {
    if (!args.target?.name) throw new CommandError('must specify the target name')
    if (!args.path && !args.patch) throw new CommandError('must specify a file path or a json6902 patch')
    if (args.path && args.patch) throw new CommandError('must specify one of file path and jsonOp')
    const text = args.patch ?? (await loader.read(args.path!)).toString('utf8')
    const found = await operationsOf(text)
    if (!found) throw new CommandError(`decoding ${text}`)
    return found
  })
  for (const resource of selectResources(list.resources, args.target!)) applyOperations(resource, operations)
}

async function readPatch(args: PatchArgs, source: string, loader: Loader): Promise<Patch> {
  const inline = args.patch?.trim() ?? ''
  if (inline === '' && !args.path)
    throw new CommandError(`must specify one of patch and path in\n${trimmed(configOf(args))}`)
  if (inline !== '' && args.path)
    throw new CommandError(`patch and path can't be set at the same time\n${trimmed(configOf(args))}`)
  let text = inline
  if (args.path) {
    try {
      text = (await loader.read(args.path)).toString('utf8')
    } catch (error) {
      throw new CommandError(`failed to get the patch file from path(${args.path}): ${(error as Error).message}`)
    }
  }
  const operations = await operationsOf(text)
  if (operations) return { operations }
  try {
    return { merge: await readResources(text, args.path ?? '') }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new CommandError(`unable to parse SM or JSON patch from ${source}`)
  }
}

/** The operations of a JSON patch, which is JSON where it starts with a bracket, and else YAML; undefined for anything else. */
async function operationsOf(text: string): Promise<unknown[] | undefined> {
  try {
    const value = text.startsWith('[') ? JSON.parse(text) : await yamlToJson(text)
    return Array.isArray(value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof YamlError) return undefined
    throw error
  }
}

function applyOperations(resource: Resource, operations: unknown[]): void {
  resource.rememberId()
  resource.object = applyJsonPatchLocally(resource.object, operations) as Record<string, unknown>
}

function targetOf(patch: Resource, list: ResourceList): Resource {
  try {
    return uniqueTarget(patch, list)
  } catch (error) {
    throw new CommandError(
      `no resource matches strategic merge patch "${idText(patch.id)}": ${(error as Error).message}`,
    )
  }
}

function uniqueTarget(patch: Resource, list: ResourceList): Resource {
  try {
    return list.one(patch.id)
  } catch (error) {
    throw new CommandError(`${(error as Error).message}; failed to find unique target for patch ${idText(patch.id)}`)
  }
}

/** Merges a patch into a resource, which keeps its name and kind unless they may change; one of which nothing is left goes. */
function applyMerge(
  target: Resource,
  patch: Resource,
  list: ResourceList,
  { allowNameChange, allowKindChange }: { allowNameChange: boolean; allowKindChange: boolean },
): void {
  const { id, object } = target
  const merged = mergePatch(object, patch.object, schemaFor(id)) as Record<string, unknown> | undefined
  if (!merged) {
    list.resources = list.resources.filter(resource => resource !== target)
    return
  }
  if (allowNameChange || allowKindChange) target.rememberId()
  target.object = { ...merged, metadata: { ...(merged.metadata as object) } }
  target.object.apiVersion = object.apiVersion
  if (!allowKindChange) target.object.kind = object.kind
  const { metadata } = target
  if (!allowNameChange) metadata.name = id.name
  if (id.namespace) metadata.namespace = id.namespace
  else delete metadata.namespace
}

const configOf = ({ options, patch, path, target }: PatchArgs): object => ({
  ...(options && { options }),
  ...(patch && { patch }),
  ...(path && { path }),
  ...(target && { target }),
})

/** Errors of reading a patch show what was asked for. */
async function configured<T>(plugin: string, config: object, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new CommandError(
      `trouble configuring builtin ${plugin} with config: \`\n${toYaml(config)}\`: ${error.message}`,
    )
  }
}

const trimmed = (config: object): string => toYaml(config)
