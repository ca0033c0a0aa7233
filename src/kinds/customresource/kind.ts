import type { KubeObject } from '../../api/object.ts'
import type { CustomResourceDefinition, CustomResourceDefinitionVersion, JSONSchemaProps } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { nameIsDNSSubdomain } from '../../apimachinery/validation/object-names.ts'
import { pruneUnknown } from '../../schema/custom-resource.ts'
import { type JsonSchema, typeOfStructuralSchema } from '../../schema/structural-schema.ts'
import type { StructType } from '../../schema/types.ts'
import { nextGeneration, startGeneration } from '../generation.ts'
import type { Kind } from '../kind.ts'
import { printerColumns, rowMaker } from './columns.ts'
import { withDefaults } from './defaulting.ts'
import { scaleAccess } from './scale.ts'
import { selectableFields } from './selectable-fields.ts'
import { validateCustomResource } from './validation.ts'

/** A custom resource: what is in it besides metadata is for its definition to say. */
export interface CustomResource extends KubeObject {
  [field: string]: unknown
}

/** The kind of a definition's objects, in one of its versions. */
export function customKind({ spec, metadata }: CustomResourceDefinition, version: string): Kind {
  const { group, names, scope } = spec
  const apiVersion = `${group}/${version}`
  const definition = spec.versions.find(v => v.name === version)!
  const schema: JSONSchemaProps = definition.schema?.openAPIV3Schema ?? { 'x-kubernetes-preserve-unknown-fields': true }
  const type = typeOfStructuralSchema(schema as JsonSchema, names.kind)
  const hasStatus = definition.subresources?.status !== undefined
  const columns = printerColumns(definition.additionalPrinterColumns)
  const scale = definition.subresources?.scale
  const validate = (object: KubeObject, old?: KubeObject) => validateCustomResource(object, schema, old)
  return {
    group,
    version,
    kind: names.kind,
    ...(names.listKind ? { listKind: names.listKind } : {}),
    resource: names.plural,
    namespaced: scope === 'Namespaced',
    storagePrefix: `${group}/${names.plural}`,
    schema: type,
    serve: server(apiVersion, schema, type),
    anyFinalizer: true,
    allowUnconditionalUpdate: false,
    validateName: nameIsDNSSubdomain,
    setDefaults(object) {
      const defaulted = withDefaults(object, schema) as KubeObject
      for (const field of Object.keys(object))
        if (!Object.hasOwn(defaulted, field)) delete (object as CustomResource)[field]
      Object.assign(object, defaulted)
    },
    prepareForCreate(object) {
      if (metadata.deletionTimestamp) throw terminating(names.plural, group)
      if (hasStatus) delete (object as CustomResource).status
      startGeneration(object)
    },
    prepareForUpdate(object, old) {
      if (hasStatus) keepStatus(object as CustomResource, old as CustomResource)
      if (!sameBut('metadata', object, old)) nextGeneration(object, old)
    },
    validate: object => validate(object),
    validateUpdate: validate,
    ...(hasStatus ? { status: { prepareForUpdate: keepAllButStatus, validateUpdate: validate } } : {}),
    ...(scale ? { scale: scaleAccess(scale) } : {}),
    fields: selectableFields(definition.selectableFields),
    unknownFieldError: 'label',
    columns,
    row: rowMaker(definition.additionalPrinterColumns),
    ...warningOf(definition, apiVersion, names.kind),
  }
}

function terminating(resource: string, group: string): StatusError {
  const why = 'create not allowed while custom resource definition is terminating'
  return new StatusError(405, 'MethodNotAllowed', why, { group, kind: resource })
}

/** Gives stored objects as a version has them: with its defaults, and without the fields that it does not know. */
function server(apiVersion: string, schema: JSONSchemaProps, type: StructType): (stored: KubeObject) => KubeObject {
  const served = new WeakMap<KubeObject, KubeObject>()
  return stored => {
    const known = served.get(stored)
    if (known) return known
    const { metadata } = stored
    const own = pruneUnknown(stored, type)
    const object = { ...(withDefaults(own, schema) as KubeObject), apiVersion, metadata }
    served.set(stored, object)
    return object
  }
}

function warningOf(
  { deprecated, deprecationWarning }: CustomResourceDefinitionVersion,
  apiVersion: string,
  kind: string,
) {
  return deprecated ? { deprecationWarning: deprecationWarning ?? `${apiVersion} ${kind} is deprecated` } : {}
}

function keepStatus(object: CustomResource, old: CustomResource): void {
  if (old.status === undefined) delete object.status
  else object.status = old.status
}

/** The status endpoint changes nothing but the status, and of metadata what tells who manages it. */
function keepAllButStatus(object: KubeObject, old: KubeObject): void {
  const { status, metadata } = object as CustomResource
  for (const field of Object.keys(object)) delete (object as CustomResource)[field]
  const { managedFields } = metadata
  const kept = { ...old.metadata, ...(managedFields ? { managedFields } : {}) }
  Object.assign(object, { ...old, metadata: kept, apiVersion: old.apiVersion })
  if (status === undefined) delete (object as CustomResource).status
  else (object as CustomResource).status = status
}

function sameBut(field: string, a: KubeObject, b: KubeObject): boolean {
  return equal({ ...a, [field]: undefined }, { ...b, [field]: undefined })
}
