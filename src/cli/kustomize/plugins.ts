import { CommandError } from '../errors.ts'
import { addEntries } from './field-spec.ts'
import { generateFrom } from './generators.ts'
import type { FieldSpec, GeneratorArgs, GeneratorOptions, ImageArgs, PatchArgs, Replacement } from './kustomization.ts'
import type { Loader } from './loader.ts'
import { inOrder } from './order.ts'
import type { Resource } from './resource.ts'
import { kindText } from './resource-id.ts'
import type { ResourceList } from './resource-list.ts'
import { addHashes } from './transformers/hashes.ts'
import { changeImages } from './transformers/images.ts'
import { addPrefix, addSuffix, moveToNamespace, type SubjectMode } from './transformers/names.ts'
import { applyJsonPatchArgs, applyMergePatches, applyPatch } from './transformers/patches.ts'
import { applyReplacements } from './transformers/replacements.ts'
import { changeReplicas } from './transformers/replicas.ts'

/** What the configuration of a built-in plugin may say; each kind reads its own. */
interface PluginConfig extends Omit<GeneratorArgs, 'options'>, Omit<PatchArgs, 'options'> {
  options?: GeneratorOptions & PatchArgs['options']
  fieldSpecs?: FieldSpec[]
  prefix?: string
  suffix?: string
  labels?: Record<string, string>
  annotations?: Record<string, string>
  imageTag?: ImageArgs
  replica?: { name?: string; count?: number }
  replacements?: Replacement[]
  paths?: string[]
  patches?: string
  jsonOp?: string
  unsetOnly?: boolean
  setRoleBindingSubjects?: SubjectMode
}

type Transform = (config: PluginConfig, list: ResourceList, loader: Loader, plugin: Resource) => Promise<void> | void

const TRANSFORMERS: Readonly<Record<string, Transform>> = {
  PrefixTransformer: ({ prefix = '', fieldSpecs = [] }, { resources }) => addPrefix(resources, prefix, fieldSpecs),
  SuffixTransformer: ({ suffix = '', fieldSpecs = [] }, { resources }) => addSuffix(resources, suffix, fieldSpecs),
  PrefixSuffixTransformer({ prefix = '', suffix = '', fieldSpecs = [] }, { resources }) {
    if (prefix) addPrefix(resources, prefix, fieldSpecs)
    if (suffix) addSuffix(resources, suffix, fieldSpecs)
  },
  NamespaceTransformer({ fieldSpecs = [], unsetOnly, setRoleBindingSubjects }, list, _, { id }) {
    if (id.namespace)
      moveToNamespace(list, { namespace: id.namespace, specs: fieldSpecs, unsetOnly, subjects: setRoleBindingSubjects })
  },
  LabelTransformer: ({ labels = {}, fieldSpecs = [] }, { resources }) => addEntries(resources, fieldSpecs, labels),
  AnnotationsTransformer: ({ annotations = {}, fieldSpecs = [] }, { resources }) =>
    addEntries(resources, fieldSpecs, annotations),
  ImageTagTransformer: ({ imageTag = {}, fieldSpecs = [] }, { resources }) =>
    changeImages(resources, imageTag, fieldSpecs),
  ReplicaCountTransformer: ({ replica = {}, fieldSpecs = [] }, list) => changeReplicas(list, replica, fieldSpecs),
  PatchTransformer: ({ patch, path, target, options }, list, loader) =>
    applyPatch({ patch, path, target, options }, list, loader),
  PatchStrategicMergeTransformer: ({ paths = [], patches = '' }, list, loader) =>
    applyMergePatches([...paths, ...(patches ? [patches] : [])], list, loader),
  PatchJson6902Transformer: ({ target, path, jsonOp }, list, loader) =>
    applyJsonPatchArgs({ target, path, patch: jsonOp }, list, loader),
  ReplacementTransformer: ({ replacements = [] }, list, loader) => applyReplacements(replacements, list, loader),
  HashTransformer: (_, { resources }) => addHashes(resources),
  LegacyOrderTransformer(_, list) {
    list.resources = inOrder(list.resources, { order: 'legacy' })
  },
}

/** Runs the built-in transformers that are configured. Throws CommandError. */
export async function transformWithPlugins(
  plugins: readonly Resource[],
  list: ResourceList,
  loader: Loader,
): Promise<void> {
  for (const plugin of plugins) {
    const { kind } = plugin.id
    if (!Object.hasOwn(TRANSFORMERS, kind)) throw unknown(plugin)
    await TRANSFORMERS[kind]!(plugin.object as PluginConfig, list, loader, plugin)
  }
}

/** Runs the built-in generators that are configured. Throws CommandError. */
export async function generateFromPlugins(
  plugins: readonly Resource[],
  list: ResourceList,
  loader: Loader,
): Promise<void> {
  for (const plugin of plugins) {
    const { kind, name, namespace } = plugin.id
    if (kind !== 'ConfigMapGenerator' && kind !== 'SecretGenerator') throw unknown(plugin)
    const args = { ...(plugin.object as PluginConfig), name, namespace }
    await generateFrom(kind === 'SecretGenerator' ? 'Secret' : 'ConfigMap', args, list, loader)
  }
}

function unknown({ id }: Resource): CommandError {
  if (id.group === '' && id.version === 'builtin') return new CommandError(`unable to load builtin ${kindText(id)}`)
  return new CommandError(`external plugins disabled; unable to load external plugin '${id.kind}'`)
}
