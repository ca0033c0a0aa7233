import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import { YamlError, yamlToJson } from '../manifests/yaml.ts'
import { checkShape } from './check-shape.ts'
import { KUSTOMIZATION } from './kustomization-shape.ts'
import type { Loader } from './loader.ts'
import type { Behavior } from './resource.ts'

const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

/** Where a transformer changes resources. */
export interface FieldSpec {
  path: string
  create?: boolean
  group?: string
  version?: string
  kind?: string
}

/** Which resources are meant: patterns for their kinds and names, and selectors for their labels and annotations. */
export interface Selector {
  group?: string
  version?: string
  kind?: string
  name?: string
  namespace?: string
  annotationSelector?: string
  labelSelector?: string
}

export interface PatchArgs {
  path?: string
  patch?: string
  target?: Selector
  options?: Record<string, boolean>
}

export interface LabelArgs {
  pairs?: Record<string, string>
  includeSelectors?: boolean
  includeTemplates?: boolean
  fields?: FieldSpec[]
}

export interface ImageArgs {
  name?: string
  newName?: string
  newTag?: string
  tagSuffix?: string
  digest?: string
}

export interface GeneratorOptions {
  labels?: Record<string, string>
  annotations?: Record<string, string>
  disableNameSuffixHash?: boolean
  immutable?: boolean
}

export interface GeneratorArgs {
  name?: string
  namespace?: string
  behavior?: Behavior
  literals?: string[]
  files?: string[]
  envs?: string[]
  env?: string
  options?: GeneratorOptions
  /** Of secrets. */
  type?: string
}

export interface FieldOptions {
  delimiter?: string
  index?: number
  create?: boolean
}

export interface ReplacementTarget {
  select?: Selector
  reject?: Selector[]
  fieldPaths?: string[]
  options?: FieldOptions
}

export interface Replacement {
  path?: string
  source?: Selector & { fieldPath?: string; options?: FieldOptions }
  sourceValue?: string
  targets?: ReplacementTarget[]
}

export interface Variable {
  name?: string
  objref?: { apiVersion?: string; group?: string; version?: string; kind?: string; name?: string; namespace?: string }
  /** Names of fields do not mind upper and lower case. */
  fieldref?: { fieldPath?: string; fieldpath?: string }
}

/** What a kustomization file says. */
export interface Kustomization {
  kind: string
  namePrefix?: string
  nameSuffix?: string
  namespace?: string
  commonLabels?: Record<string, string>
  labels?: LabelArgs[]
  commonAnnotations?: Record<string, string>
  patchesStrategicMerge?: string[]
  patchesJson6902?: PatchArgs[]
  patches?: PatchArgs[]
  images?: ImageArgs[]
  replacements?: Replacement[]
  replicas?: { name?: string; count?: number }[]
  sortOptions?: { order?: string; legacySortOptions?: { orderFirst?: string[]; orderLast?: string[] } }
  resources?: string[]
  components?: string[]
  configMapGenerator?: GeneratorArgs[]
  secretGenerator?: GeneratorArgs[]
  generatorOptions?: GeneratorOptions
  vars?: Variable[]
  configurations?: string[]
  crds?: string[]
  generators?: string[]
  transformers?: string[]
  validators?: string[]
  buildMetadata?: string[]
}

/** Fields that have others in their place, in the order in which they are warned of. */
const DEPRECATED = [
  ['bases', 'resources', ''],
  ['commonLabels', 'labels', ''],
  ['imageTags', 'images', ''],
  ['patchesJson6902', 'patches', ''],
  ['patchesStrategicMerge', 'patches', ''],
  ['vars', 'replacements', '[EXPERIMENTAL] '],
] as const

/** What kustomize can do and kubette cannot. */
const UNSUPPORTED = ['openapi']

/** Reads the kustomization of a folder, with the warnings of kustomize about deprecated fields. Throws CommandError. */
export async function readKustomization(loader: Loader, io: Io): Promise<Kustomization> {
  const content = await readFile(loader)
  const raw = await parse(content)
  for (const [field, other, note] of DEPRECATED)
    if (raw[field] !== undefined)
      io.err(
        `# Warning: '${field}' is deprecated. Please use '${other}' instead. ${note}Run 'kustomize edit fix' to update your Kustomization automatically.\n`,
      )
  if (Object.entries(raw).every(([name, value]) => value === '' || name === 'apiVersion' || name === 'kind'))
    throw new CommandError('kustomization.yaml is empty')
  const kustomization = fixed(raw)
  enforceKind(raw, kustomization.kind, loader.root)
  for (const field of UNSUPPORTED)
    if (isGiven(raw[field])) throw new CommandError(`kubette does not support '${field}' in kustomizations`)
  for (const option of kustomization.buildMetadata ?? [])
    if (option === 'originAnnotations' || option === 'transformerAnnotations')
      throw new CommandError(`kubette does not support '${option}' in kustomizations`)
  refuseHelm(raw)
  return kustomization
}

async function readFile(loader: Loader): Promise<string> {
  const found: Buffer[] = []
  for (const name of FILE_NAMES) {
    try {
      found.push(await loader.read(name))
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
    }
  }
  if (found.length === 1) return found[0]!.toString('utf8')
  if (found.length) throw new CommandError(`Found multiple kustomization files under: ${loader.root}\n`)
  throw new CommandError(
    `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${loader.root}'`,
  )
}

async function parse(content: string): Promise<Record<string, unknown>> {
  let value: unknown
  try {
    value = await yamlToJson(content)
  } catch (error) {
    throw error instanceof YamlError ? new CommandError(`invalid Kustomization: ${error.message}`) : error
  }
  checkShape(value, KUSTOMIZATION)
  return Object.fromEntries(Object.entries((value ?? {}) as Record<string, unknown>).filter(([, v]) => v !== null))
}

/** With the contents of deprecated fields where they are looked for. */
function fixed(raw: Record<string, unknown>): Kustomization {
  const { bases, imageTags, ...rest } = raw as Record<string, unknown> & { bases?: string[]; imageTags?: ImageArgs[] }
  const kustomization = { ...rest, kind: raw.kind || 'Kustomization' } as Kustomization
  const generators = (args: GeneratorArgs[] = []) =>
    args.map(({ env, ...g }) => (env ? { ...g, envs: [...(g.envs ?? []), env] } : g))
  return {
    ...kustomization,
    resources: [...(kustomization.resources ?? []), ...(bases ?? [])],
    images: [...(kustomization.images ?? []), ...(imageTags ?? [])],
    configMapGenerator: generators(kustomization.configMapGenerator),
    secretGenerator: generators(kustomization.secretGenerator),
  }
}

function enforceKind(raw: Record<string, unknown>, kind: string, root: string): void {
  const version = `kustomize.config.k8s.io/${kind === 'Component' ? 'v1alpha1' : 'v1beta1'}`
  const errors: string[] = []
  if (kind !== 'Kustomization' && kind !== 'Component') errors.push('kind should be Kustomization or Component')
  if (raw.apiVersion && raw.apiVersion !== version) errors.push(`apiVersion for ${kind} should be ${version}`)
  if (errors.length) throw new CommandError(`Failed to read kustomization file under ${root}:\n${errors.join('\n')}`)
}

function refuseHelm(raw: Record<string, unknown>): void {
  const [chart] = [raw.helmCharts, raw.helmChartInflationGenerator].flatMap(list => (list as unknown[]) ?? [])
  if (chart === undefined) return
  const name = String((chart as { name?: unknown }).name ?? '')
  throw new CommandError(
    `trouble configuring builtin HelmChartInflationGenerator with config: \`\nname: ${name}\n\`: must specify --enable-helm`,
  )
}

const isGiven = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0
