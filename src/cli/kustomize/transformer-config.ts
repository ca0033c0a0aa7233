import { CommandError } from '../errors.ts'
import { YamlError, yamlToJson } from '../manifests/yaml.ts'
import { configFromDefinitions } from './definitions.ts'
import type { FieldSpec, Kustomization } from './kustomization.ts'
import { checkTransformerConfig } from './kustomization-shape.ts'
import type { Loader } from './loader.ts'
import type { NameReferences } from './name-reference-specs.ts'

/** Fields that kustomizations name themselves (`configurations`, `crds`), besides those that kustomize knows. */
export interface TransformerConfig {
  namePrefix: FieldSpec[]
  nameSuffix: FieldSpec[]
  namespace: FieldSpec[]
  commonLabels: FieldSpec[]
  labels: FieldSpec[]
  templateLabels: FieldSpec[]
  commonAnnotations: FieldSpec[]
  images: FieldSpec[]
  replicas: FieldSpec[]
  varReference: FieldSpec[]
  nameReference: NameReferences[]
}

export const emptyConfig = (): TransformerConfig => ({
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  labels: [],
  templateLabels: [],
  commonAnnotations: [],
  images: [],
  replicas: [],
  varReference: [],
  nameReference: [],
})

/** Adds what another configuration has to one, without saying anything twice. */
export function mergeConfig(config: TransformerConfig, other: TransformerConfig): void {
  const { nameReference, ...lists } = other
  for (const [name, specs] of Object.entries(lists) as [keyof typeof lists, FieldSpec[]][])
    addSpecs(config[name], specs)
  for (const { target, fields } of nameReference) {
    const known = config.nameReference.find(reference => sameKind(reference.target, target))
    if (known) addSpecs(known.fields, fields)
    else config.nameReference.push({ target, fields: [...fields] })
  }
}

function addSpecs(specs: FieldSpec[], added: readonly FieldSpec[]): void {
  for (const spec of added)
    if (!specs.some(other => other.path === spec.path && sameKind(other, spec))) specs.push(spec)
}

const sameKind = (a: Omit<FieldSpec, 'path'>, b: Omit<FieldSpec, 'path'>): boolean =>
  (a.kind ?? '') === (b.kind ?? '') && (a.group ?? '') === (b.group ?? '') && (a.version ?? '') === (b.version ?? '')

/** What the files of `configurations` and of `crds` say. Throws CommandError. */
export async function readConfig(
  { configurations = [], crds = [] }: Kustomization,
  loader: Loader,
): Promise<TransformerConfig> {
  const config = emptyConfig()
  for (const path of configurations) mergeConfig(config, parsed(await read(path, loader)))
  for (const path of crds) {
    try {
      mergeConfig(config, configFromDefinitions(await read(path, loader)))
    } catch (error) {
      throw error instanceof CommandError
        ? new CommandError(`loading CRDs [${crds.join(' ')}]: ${error.message}`)
        : error
    }
  }
  return config
}

async function read(path: string, loader: Loader): Promise<unknown> {
  const text = (await loader.read(path)).toString('utf8')
  try {
    return await yamlToJson(text)
  } catch (error) {
    throw error instanceof YamlError ? new CommandError(error.message) : error
  }
}

function parsed(value: unknown): TransformerConfig {
  checkTransformerConfig(value)
  const { nameReference, ...lists } = (value ?? {}) as Partial<
    Omit<TransformerConfig, 'nameReference'> & {
      nameReference: (Omit<FieldSpec, 'path'> & { fieldSpecs?: FieldSpec[] })[]
    }
  >
  const references = (nameReference ?? []).map(({ fieldSpecs = [], ...target }) => ({ target, fields: fieldSpecs }))
  return { ...emptyConfig(), ...lists, nameReference: references }
}
