import type { CustomResourceDefinition } from '../api/types.gen.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { DEFINITIONS_FOLDER } from './customresource/definitions.ts'
import { CLEANUP_FINALIZER, setCondition } from './customresourcedefinition/status.ts'
import { validateDefinition, validateDefinitionUpdate } from './customresourcedefinition/validation.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'

/** Definitions of custom resources. They stay until their objects are gone. */
export const customResourceDefinition = kind<CustomResourceDefinition>({
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  resource: 'customresourcedefinitions',
  namespaced: false,
  allowUnconditionalUpdate: false,
  storagePrefix: DEFINITIONS_FOLDER,
  anyFinalizer: true,
  validateName: nameIsDNSSubdomain,
  setDefaults({ spec }) {
    if (spec.names) {
      spec.names.singular ||= (spec.names.kind ?? '').toLowerCase()
      if (spec.names.kind) spec.names.listKind ||= `${spec.names.kind}List`
    }
    spec.conversion ??= { strategy: 'None' }
    const { service } = spec.conversion.webhook?.clientConfig ?? {}
    if (service) service.port ??= 443
  },
  prepareForCreate(definition) {
    startGeneration(definition)
    const stored = definition.spec.versions?.find(v => v.storage)?.name
    definition.status = {
      acceptedNames: { kind: '', plural: '' },
      conditions: [],
      storedVersions: stored === undefined ? [] : [stored],
    }
  },
  prepareForUpdate(definition, old) {
    definition.status = old.status!
    bumpGeneration(definition, old)
    const stored = definition.spec.versions?.find(v => v.storage)?.name
    const known = old.status?.storedVersions ?? []
    if (stored !== undefined && !known.includes(stored))
      definition.status = { ...old.status!, storedVersions: [...known, stored] }
  },
  validate: validateDefinition,
  validateUpdate: validateDefinitionUpdate,
  status: {
    prepareForUpdate(definition, old) {
      definition.spec = old.spec
    },
    validateUpdate: () => [],
  },
  hasFinalizers: ({ metadata }) => metadata.deletionTimestamp === undefined,
  prepareForDeletion(definition) {
    const { metadata } = definition
    if (!metadata.finalizers?.includes(CLEANUP_FINALIZER))
      metadata.finalizers = [...(metadata.finalizers ?? []), CLEANUP_FINALIZER]
    definition.status = setCondition(
      definition.status,
      {
        type: 'Terminating',
        status: 'True',
        reason: 'InstanceDeletionPending',
        message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
      },
      metadata.deletionTimestamp!,
    )
  },
  unknownFieldError: 'known',
  row: ({ metadata }) => [metadata.name ?? '', metadata.creationTimestamp ?? ''],
})
