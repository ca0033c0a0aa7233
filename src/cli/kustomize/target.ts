import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import {
  annotationSpecs,
  imageSpecs,
  metadataLabels,
  nameSpecs,
  namespaceSpecs,
  replicaSpecs,
  selectorLabelSpecs,
  templateLabelSpecs,
} from './default-specs.ts'
import { addEntries } from './field-spec.ts'
import { generate } from './generators.ts'
import { type Kustomization, type LabelArgs, readKustomization } from './kustomization.ts'
import type { Loader } from './loader.ts'
import { generateFromPlugins, transformWithPlugins } from './plugins.ts'
import { MalformedYaml, readResources } from './read-resources.ts'
import type { Resource } from './resource.ts'
import { ResourceList } from './resource-list.ts'
import { mergeConfig, readConfig, type TransformerConfig } from './transformer-config.ts'
import { changeImages } from './transformers/images.ts'
import { addPrefix, addSuffix, moveToNamespace } from './transformers/names.ts'
import { applyJsonPatchArgs, applyMergePatches, applyPatch } from './transformers/patches.ts'
import { applyReplacements } from './transformers/replacements.ts'
import { changeReplicas } from './transformers/replicas.ts'
import { addVariables } from './variables.ts'

/**
 * The resources of a kustomization, customized, but without hashes in names and with references as they were. A component works on
 * those of whoever includes it. Throws CommandError.
 */
export async function accumulate(
  kustomization: Kustomization,
  loader: Loader,
  io: Io,
  list = new ResourceList(),
): Promise<ResourceList> {
  await prefixed('accumulating resources', async () => {
    for (const path of kustomization.resources ?? []) await addResources(path, list, loader, io)
  })
  mergeConfig(list.config, await readConfig(kustomization, loader))
  await generate(kustomization, list, loader)
  await generateFromPlugins(await plugins(kustomization.generators, loader, io), list, loader)
  await prefixed('accumulating components', async () => {
    for (const path of kustomization.components ?? []) await addComponent(path, list, loader, io)
  })
  await transform(kustomization, list, loader)
  await transformWithPlugins(await plugins(kustomization.transformers, loader, io), list, loader)
  await transformWithPlugins(await plugins(kustomization.validators, loader, io), list, loader)
  addVariables(list, kustomization.vars ?? [])
  return list
}

/** The configurations of plugins: in files or folders, or written out. */
async function plugins(sources: readonly string[] = [], loader: Loader, io: Io): Promise<Resource[]> {
  const list = new ResourceList()
  for (const source of sources) {
    if (source.includes('\n')) list.appendAll(await readResources(source, ''))
    else await addResources(source, list, loader, io)
  }
  return list.resources
}

/** The resources of a file or, if that fails, of another kustomization. */
async function addResources(path: string, list: ResourceList, loader: Loader, io: Io): Promise<void> {
  let failure: CommandError
  try {
    return await addFile(path, list, loader)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    failure = error
  }
  try {
    const below = loader.folder(path)
    await prefixed(`accumulation err='${failure.message}'`, () => addFolder(below, 'Kustomization', list, io))
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    if (failure instanceof MalformedYaml) throw failure
    const message = error.message.startsWith('accumulation err=')
      ? error.message
      : `accumulation err='${failure.message}': ${error.message}`
    throw new CommandError(message)
  }
}

async function addFile(path: string, list: ResourceList, loader: Loader): Promise<void> {
  const resources = await prefixed(`accumulating resources from '${path}'`, async () =>
    readResources((await loader.read(path)).toString('utf8'), path),
  )
  await prefixed(`merging resources from '${path}'`, async () => list.appendAll(resources))
}

async function addComponent(path: string, list: ResourceList, loader: Loader, io: Io): Promise<void> {
  const quoted = async <T>(what: string, work: () => Promise<T> | T): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw error instanceof CommandError ? new CommandError(`${what} ${JSON.stringify(error.message)}`) : error
    }
  }
  const below = await quoted('loader.New', () => loader.folder(path))
  await quoted('accumulateDirectory:', () => addFolder(below, 'Component', list, io))
}

async function addFolder(
  loader: Loader,
  kind: 'Kustomization' | 'Component',
  list: ResourceList,
  io: Io,
): Promise<void> {
  const { root } = loader
  const kustomization = await prefixed(`couldn't make target for path '${root}'`, () => readKustomization(loader, io))
  if (kind === 'Component' && kustomization.kind !== kind)
    throw new CommandError(`expected kind 'Component' for path '${root}' but got '${kustomization.kind}'`)
  if (kind !== 'Component' && kustomization.kind === 'Component')
    throw new CommandError(`expected kind != 'Component' for path '${root}'`)
  const found = await prefixed(`recursed accumulation of path '${root}'`, () =>
    accumulate(kustomization, loader, io, kind === 'Component' ? list : undefined),
  )
  if (found !== list) await prefixed(`recursed merging from path '${root}'`, async () => list.merge(found))
}

async function transform(kustomization: Kustomization, list: ResourceList, loader: Loader): Promise<void> {
  const { commonLabels, commonAnnotations, namePrefix, nameSuffix, namespace } = kustomization
  await applyMergePatches(kustomization.patchesStrategicMerge ?? [], list, loader)
  for (const patch of kustomization.patches ?? []) await applyPatch(patch, list, loader)
  const { config, resources } = list
  if (namespace) moveToNamespace(list, { namespace, specs: [...namespaceSpecs, ...config.namespace] })
  if (namePrefix) addPrefix(list.resources, namePrefix, [...nameSpecs, ...config.namePrefix])
  if (nameSuffix) addSuffix(list.resources, nameSuffix, [...nameSpecs, ...config.nameSuffix])
  for (const labels of kustomization.labels ?? []) addEntries(resources, labelSpecs(labels, config), labels.pairs ?? {})
  if (commonLabels) addEntries(resources, [...selectorLabelSpecs(), ...config.commonLabels], commonLabels)
  if (commonAnnotations) addEntries(resources, [...annotationSpecs(), ...config.commonAnnotations], commonAnnotations)
  for (const patch of kustomization.patchesJson6902 ?? []) await applyJsonPatchArgs(patch, list, loader)
  for (const replicas of kustomization.replicas ?? [])
    changeReplicas(list, replicas, [...replicaSpecs, ...config.replicas])
  for (const image of kustomization.images ?? []) changeImages(resources, image, [...imageSpecs, ...config.images])
  await applyReplacements(kustomization.replacements ?? [], list, loader)
}

function labelSpecs({ fields = [], includeSelectors, includeTemplates }: LabelArgs, config: TransformerConfig) {
  if (includeSelectors) return [...fields, ...selectorLabelSpecs(), ...config.commonLabels]
  const templates = includeTemplates ? [...templateLabelSpecs(), ...config.templateLabels] : []
  return [...fields, ...templates, metadataLabels, ...config.labels]
}

/** Does something; its errors say what it was. */
async function prefixed<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    const Kind = error instanceof MalformedYaml ? MalformedYaml : CommandError
    throw new Kind(`${what}: ${error.message}`)
  }
}
