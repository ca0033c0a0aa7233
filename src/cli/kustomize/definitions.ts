import { isObject } from '../../schema/json-value.ts'
import type { FieldSpec } from './kustomization.ts'
import { emptyConfig, type TransformerConfig } from './transformer-config.ts'

// The annotations of properties in the OpenAPI definitions that `crds` names
const LABEL_SELECTOR = 'x-kubernetes-label-selector'
const IDENTITY = 'x-kubernetes-identity'
const ANNOTATION = 'x-kubernetes-annotation'
const VERSION = 'x-kubernetes-object-ref-api-version'
const KIND = 'x-kubernetes-object-ref-kind'
const NAME_KEY = 'x-kubernetes-object-ref-name-key'

type Tree = Record<string, unknown>

/** Which fields of the kinds that are defined hold labels, annotations and names of other resources. */
export function configFromDefinitions(value: unknown): TransformerConfig {
  const config = emptyConfig()
  const definitions = tree(value)
  for (const [name, definition] of Object.entries(definitions)) {
    const properties = propertiesOf(definition)
    if (!['kind', 'apiVersion', 'metadata'].every(field => Object.hasOwn(properties, field))) continue
    const kind = name.slice(name.lastIndexOf('.') + 1)
    visit(kind, name, [], new Set())
  }
  return config

  function visit(kind: string, name: string, path: readonly string[], open: ReadonlySet<string>): void {
    if (open.has(name) || !Object.hasOwn(definitions, name)) return
    for (const [field, property] of Object.entries(propertiesOf(definitions[name])).map(
      ([field, property]) => [field, tree(property)] as const,
    )) {
      const here = [...path, field]
      const at = (create: boolean, more: readonly string[] = []): FieldSpec => ({
        kind,
        path: [...here, ...more].join('/'),
        create,
      })
      if (Object.hasOwn(property, ANNOTATION)) config.commonAnnotations.push(at(false))
      if (Object.hasOwn(property, LABEL_SELECTOR)) config.commonLabels.push(at(false))
      if (Object.hasOwn(property, IDENTITY)) config.namePrefix.push(at(false))
      const { [VERSION]: version, [KIND]: target, [NAME_KEY]: key = 'name' } = property
      if (typeof version === 'string' && typeof target === 'string')
        config.nameReference.push({ target: { kind: target, version }, fields: [at(false, [String(key)])] })
      const { $ref } = property
      if (typeof $ref === 'string') visit(kind, $ref, here, new Set([...open, name]))
    }
  }
}

const tree = (value: unknown): Tree => (isObject(value) ? value : {})

const propertiesOf = (definition: unknown): Tree =>
  tree(tree(tree(definition).Schema ?? tree(definition).schema).properties)
