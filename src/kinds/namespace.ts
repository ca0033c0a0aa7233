import type { Namespace } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { type ErrorList, invalid, path } from '../apimachinery/validation/field.ts'
import { isDNS1123Label } from '../apimachinery/validation/names.ts'
import { kind } from './kind.ts'
import { KUBERNETES_FINALIZER, validateFinalizerName } from './namespace/finalizers.ts'

const NAME_LABEL = 'kubernetes.io/metadata.name'

/** Namespaces. Their own finalizers, in the spec, change through the finalize subresource only. */
export const namespace = kind<Namespace>({
  group: '',
  version: 'v1',
  kind: 'Namespace',
  resource: 'namespaces',
  namespaced: false,
  storagePrefix: 'namespaces',
  validateName: isDNS1123Label,
  setDefaults: labelWithName,
  prepareForCreate(namespace) {
    // once more, because a generated name was not there yet
    labelWithName(namespace)
    namespace.status = { phase: 'Active' }
    const finalizers = namespace.spec?.finalizers ?? []
    if (!finalizers.includes(KUBERNETES_FINALIZER))
      namespace.spec = { ...namespace.spec, finalizers: [...finalizers, KUBERNETES_FINALIZER] }
  },
  prepareForUpdate(namespace, old) {
    keep(namespace, old, 'spec')
    keep(namespace, old, 'status')
  },
  validate: namespace =>
    (namespace.spec?.finalizers ?? []).flatMap(name => validateFinalizerName(name, path('spec', 'finalizers'))),
  validateUpdate: () => [],
  status: {
    prepareForUpdate: (namespace, old) => keep(namespace, old, 'spec'),
    validateUpdate: validateStatusUpdate,
  },
  hasFinalizers: namespace => !!namespace.spec?.finalizers?.length,
  prepareForDeletion(namespace) {
    namespace.status = { ...namespace.status, phase: 'Terminating' }
  },
  fields: {
    'status.phase': namespace => namespace.status?.phase ?? '',
    name: namespace => namespace.metadata.name ?? '',
  },
  unknownFieldError: 'label',
  row: (namespace, now) => [
    namespace.metadata.name ?? '',
    namespace.status?.phase ?? '',
    translateTimestampSince(namespace.metadata.creationTimestamp, now),
  ],
})

function labelWithName({ metadata }: Namespace): void {
  if (!metadata.name || metadata.labels?.[NAME_LABEL] === metadata.name) return
  metadata.labels = { ...metadata.labels, [NAME_LABEL]: metadata.name }
}

function keep(namespace: Namespace, old: Namespace, part: 'spec' | 'status'): void {
  if (old[part] === undefined) delete namespace[part]
  else Object.assign(namespace, { [part]: old[part] })
}

function validateStatusUpdate(namespace: Namespace): ErrorList {
  const phase = namespace.status?.phase ?? ''
  const deleting = namespace.metadata.deletionTimestamp !== undefined
  if (!deleting && phase !== 'Active')
    return [invalid(path('status', 'Phase'), phase, "may only be 'Active' if `deletionTimestamp` is empty")]
  if (deleting && phase !== 'Terminating')
    return [invalid(path('status', 'Phase'), phase, "may only be 'Terminating' if `deletionTimestamp` is not empty")]
  return []
}
