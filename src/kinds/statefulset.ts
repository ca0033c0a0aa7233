import type { StatefulSet, StatefulSetSpec } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { equal } from '../apimachinery/equality.ts'
import { type ErrorList, forbidden, path } from '../apimachinery/validation/field.ts'
import { nameIsDNSLabel } from '../apimachinery/validation/names.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'
import { podTemplateWarnings } from './pod-template.ts'
import { containerCells } from './replicaset/container-cells.ts'
import { labelSelectorScale } from './replicaset/scale.ts'
import { setStatefulSetDefaults } from './statefulset/defaults.ts'
import { validateStatefulSetStatus } from './statefulset/status.ts'
import { validateStatefulSetSpec } from './statefulset/validation.ts'

/** What may be changed of a spec. */
const MUTABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
] as const

/** StatefulSets. */
export const statefulSet = kind<StatefulSet>({
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  resource: 'statefulsets',
  namespaced: true,
  storagePrefix: 'statefulsets',
  validateName: nameIsDNSLabel,
  setDefaults: setStatefulSetDefaults,
  prepareForCreate(set) {
    set.status = { replicas: 0, availableReplicas: 0 }
    startGeneration(set)
    dropMaxUnavailable(set)
  },
  prepareForUpdate(set, old) {
    set.status = old.status ?? { replicas: 0, availableReplicas: 0 }
    if (old.spec?.updateStrategy?.rollingUpdate?.maxUnavailable === undefined) dropMaxUnavailable(set)
    bumpGeneration(set, old)
  },
  validate: set => validateStatefulSetSpec(set.spec!, path('spec'), { isNew: true, checkTemplate: true }),
  validateUpdate,
  warnings,
  status: {
    prepareForUpdate(set, old) {
      set.spec = old.spec!
    },
    validateUpdate: (set, old) =>
      validateStatefulSetStatus(set.status ?? { replicas: 0 }, old.status ?? { replicas: 0 }, path('status')),
  },
  scale: labelSelectorScale(),
  row: (set, now) => [
    set.metadata.name ?? '',
    `${set.status?.readyReplicas ?? 0}/${set.spec?.replicas ?? 0}`,
    translateTimestampSince(set.metadata.creationTimestamp, now),
    ...containerCells(set.spec?.template),
  ],
})

/** The feature gate MaxUnavailableStatefulSet is off: the field is not kept unless it was there already. */
function dropMaxUnavailable({ spec }: StatefulSet): void {
  const rollingUpdate = spec?.updateStrategy?.rollingUpdate
  if (rollingUpdate?.maxUnavailable === undefined) return
  const { maxUnavailable: _, ...rest } = rollingUpdate
  spec!.updateStrategy = { ...spec!.updateStrategy, rollingUpdate: rest }
}

function validateUpdate(set: StatefulSet, old: StatefulSet): ErrorList {
  const at = path('spec')
  const oldTemplateIsValid = validateStatefulSetSpec(old.spec!, at, { isNew: false, checkTemplate: true }).length === 0
  const errors = validateStatefulSetSpec(set.spec!, at, { isNew: false, checkTemplate: oldTemplateIsValid })
  if (!equal(immutablePart(set.spec!), immutablePart(old.spec!))) {
    const fields = MUTABLE.map(field => `'${field}'`)
    const list = `${fields.slice(0, -1).join(', ')} and ${fields.at(-1)}`
    errors.push(forbidden(at, `updates to statefulset spec for fields other than ${list} are forbidden`))
  }
  return errors
}

function immutablePart(spec: StatefulSetSpec): Partial<StatefulSetSpec> {
  const rest: Partial<StatefulSetSpec> = { ...spec }
  for (const field of MUTABLE) delete rest[field]
  return rest
}

function warnings(set: StatefulSet, old?: StatefulSet): string[] {
  if (old && old.metadata.generation === set.metadata.generation) return []
  const found = podTemplateWarnings(set.spec?.template ?? {}, path('spec', 'template'))
  if ((set.spec?.revisionHistoryLimit ?? 0) < 0)
    found.push(
      'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
    )
  return found
}
