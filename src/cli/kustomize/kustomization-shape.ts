import { CommandError } from '../errors.ts'
import { checkShape, type Shape, type StructShape } from './check-shape.ts'

const strings: Shape = { list: 'string' }
const texts: Shape = { map: 'string' }

const GVK = { group: 'Gvk', version: 'Gvk', kind: 'Gvk' }
const RES_ID = { group: 'ResId.Gvk', version: 'ResId.Gvk', kind: 'ResId.Gvk', name: 'ResId', namespace: 'ResId' }

const fieldSpec: Shape = {
  struct: 'FieldSpec',
  embedded: GVK,
  fields: { group: 'string', version: 'string', kind: 'string', path: 'string', create: 'bool' },
}
const selector: Shape = {
  struct: 'Selector',
  embedded: RES_ID,
  fields: {
    group: 'string',
    version: 'string',
    kind: 'string',
    name: 'string',
    namespace: 'string',
    annotationSelector: 'string',
    labelSelector: 'string',
  },
}
const patch: Shape = {
  struct: 'Patch',
  fields: { path: 'string', patch: 'string', target: selector, options: { map: 'bool' } },
}
const image: Shape = {
  struct: 'Image',
  fields: { name: 'string', newName: 'string', tagSuffix: 'string', newTag: 'string', digest: 'string' },
}
const options: Shape = {
  struct: 'GeneratorOptions',
  fields: { labels: texts, annotations: texts, disableNameSuffixHash: 'bool', immutable: 'bool' },
}
const sources = ['literals', 'files', 'envs', 'env'].map(name => [name, 'GeneratorArgs.KvPairSources'])
const own = ['namespace', 'name', 'behavior', 'options'].map(name => [name, 'GeneratorArgs'])
const GENERATOR_ARGS = Object.fromEntries([...sources, ...own]) as Record<string, string>

const generator = {
  namespace: 'string',
  name: 'string',
  behavior: 'string',
  literals: strings,
  files: strings,
  envs: strings,
  env: 'string',
  options,
} as const
const fieldOptions: Shape = {
  struct: 'FieldOptions',
  fields: { delimiter: 'string', index: 'int64', encoding: 'string', create: 'bool' },
}
const replacement: Shape = {
  struct: 'ReplacementField',
  embedded: { source: 'Replacement', sourceValue: 'Replacement', targets: 'Replacement' },
  fields: {
    path: 'string',
    source: {
      struct: 'SourceSelector',
      embedded: RES_ID,
      fields: {
        group: 'string',
        version: 'string',
        kind: 'string',
        name: 'string',
        namespace: 'string',
        fieldPath: 'string',
        options: fieldOptions,
      },
    },
    sourceValue: 'string',
    targets: {
      list: {
        struct: 'TargetSelector',
        fields: { select: selector, reject: { list: selector }, fieldPaths: strings, options: fieldOptions },
      },
    },
  },
}

const variable: Shape = {
  struct: 'Var',
  fields: {
    name: 'string',
    objref: {
      struct: 'Target',
      embedded: GVK,
      fields: {
        apiVersion: 'string',
        group: 'string',
        version: 'string',
        kind: 'string',
        name: 'string',
        namespace: 'string',
      },
    },
    fieldref: { struct: 'FieldSelector', fields: { fieldPath: 'string', fieldpath: 'string' } },
  },
}

const fieldSpecs: Shape = { list: fieldSpec }

const transformerConfig: Shape = {
  struct: 'TransformerConfig',
  fields: {
    namePrefix: fieldSpecs,
    nameSuffix: fieldSpecs,
    namespace: fieldSpecs,
    commonLabels: fieldSpecs,
    labels: fieldSpecs,
    templateLabels: fieldSpecs,
    commonAnnotations: fieldSpecs,
    varReference: fieldSpecs,
    images: fieldSpecs,
    replicas: fieldSpecs,
    nameReference: {
      list: {
        struct: 'NameBackReferences',
        embedded: GVK,
        fields: { group: 'string', version: 'string', kind: 'string', fieldSpecs },
      },
    },
  },
}

/** A kustomization. What kubette does not know how to do is 'any', and refused elsewhere. */
export const KUSTOMIZATION: StructShape = {
  struct: 'Kustomization',
  fields: {
    apiVersion: 'string',
    kind: 'string',
    metadata: {
      struct: 'ObjectMeta',
      fields: { name: 'string', namespace: 'string', labels: texts, annotations: texts },
    },
    openapi: texts,
    namePrefix: 'string',
    nameSuffix: 'string',
    namespace: 'string',
    commonLabels: texts,
    labels: {
      list: {
        struct: 'Label',
        fields: { pairs: texts, includeSelectors: 'bool', includeTemplates: 'bool', fields: { list: fieldSpec } },
      },
    },
    commonAnnotations: texts,
    patchesStrategicMerge: strings,
    patchesJson6902: { list: patch },
    patches: { list: patch },
    images: { list: image },
    imageTags: { list: image },
    replacements: { list: replacement },
    replicas: { list: { struct: 'Replica', fields: { name: 'string', count: 'int64' } } },
    vars: { list: variable },
    sortOptions: {
      struct: 'SortOptions',
      fields: {
        order: 'string',
        legacySortOptions: { struct: 'LegacySortOptions', fields: { orderFirst: strings, orderLast: strings } },
      },
    },
    resources: strings,
    components: strings,
    crds: strings,
    bases: strings,
    configMapGenerator: { list: { struct: 'ConfigMapArgs', embedded: GENERATOR_ARGS, fields: generator } },
    secretGenerator: {
      list: { struct: 'SecretArgs', embedded: GENERATOR_ARGS, fields: { ...generator, type: 'string' } },
    },
    helmGlobals: 'any',
    helmCharts: { list: 'any' },
    helmChartInflationGenerator: { list: 'any' },
    generatorOptions: options,
    configurations: strings,
    generators: strings,
    transformers: strings,
    validators: strings,
    inventory: 'any',
    buildMetadata: strings,
  },
}

/** `checkShape` for a file of `configurations`. */
export function checkTransformerConfig(value: unknown): void {
  try {
    checkShape(value, transformerConfig)
  } catch (error) {
    const what = 'error unmarshaling JSON: while decoding JSON'
    throw new CommandError((error as Error).message.replace('invalid Kustomization', what))
  }
}

/** `checkShape` for one of the replacements of a file. */
export const checkReplacement = (value: unknown): void => checkShape(value, replacement)
