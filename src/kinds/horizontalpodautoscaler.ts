import type { AutoscalingV1HorizontalPodAutoscaler as AutoscalerV1, HorizontalPodAutoscaler } from '../api/types.gen.ts'
import { path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { validateNonnegativeField } from '../apimachinery/validation/numbers.ts'
import { setAutoscalerDefaults } from './horizontalpodautoscaler/defaults.ts'
import { autoscalerRow } from './horizontalpodautoscaler/row.ts'
import { toV1, toV2, withStatusAnnotations } from './horizontalpodautoscaler/v1.ts'
import { validateAutoscalerSpec } from './horizontalpodautoscaler/validation.ts'
import { type Kind, kind } from './kind.ts'

const names = {
  group: 'autoscaling',
  kind: 'HorizontalPodAutoscaler',
  resource: 'horizontalpodautoscalers',
  namespaced: true,
  storagePrefix: 'horizontalpodautoscalers',
  validateName: nameIsDNSSubdomain,
} as const

/** The status that is always written, Go's nil slice too. */
const NO_STATUS = { currentMetrics: null, desiredReplicas: 0 } as unknown as NonNullable<
  HorizontalPodAutoscaler['status']
>

/** An autoscaler is kept in the version that it was written in last: whoever reads it may find one of autoscaling/v1. */
const v1: Kind<AutoscalerV1> = {
  ...names,
  version: 'v1',
  serve: toV1,
  setDefaults(autoscaler) {
    const complete = toV2(autoscaler)
    setAutoscalerDefaults(complete)
    const { metadata, spec, status } = toV1(complete)
    autoscaler.spec = spec!
    autoscaler.status = status!
    setAnnotations(autoscaler, metadata.annotations)
  },
  prepareForCreate(autoscaler) {
    autoscaler.status = { currentReplicas: 0, desiredReplicas: 0 }
  },
  prepareForUpdate(autoscaler, old) {
    const before = toV1(old)
    autoscaler.status = before.status!
    setAnnotations(autoscaler, withStatusAnnotations(autoscaler.metadata.annotations, before.metadata.annotations))
  },
  validate: autoscaler => validateAutoscalerSpec(toV2(autoscaler).spec, undefined, path('spec')),
  validateUpdate: (autoscaler, old) => validateAutoscalerSpec(toV2(autoscaler).spec, toV2(old).spec, path('spec')),
  status: {
    prepareForUpdate(autoscaler, old) {
      autoscaler.spec = toV1(old).spec!
    },
    validateUpdate: ({ status }) => validateStatus(status ?? {}),
  },
  row: (autoscaler, now) => autoscalerRow(toV2(autoscaler), now),
}

const v2: Kind<HorizontalPodAutoscaler> = {
  ...names,
  version: 'v2',
  serve: toV2,
  otherVersions: [kind(v1)],
  setDefaults(autoscaler) {
    setAutoscalerDefaults(autoscaler)
    autoscaler.status = { ...NO_STATUS, ...autoscaler.status }
  },
  prepareForCreate(autoscaler) {
    autoscaler.status = { ...NO_STATUS }
  },
  prepareForUpdate(autoscaler, old) {
    autoscaler.status = toV2(old).status ?? { ...NO_STATUS }
  },
  validate: autoscaler => validateAutoscalerSpec(autoscaler.spec, undefined, path('spec')),
  validateUpdate: (autoscaler, old) => validateAutoscalerSpec(autoscaler.spec, toV2(old).spec, path('spec')),
  status: {
    prepareForUpdate(autoscaler, old) {
      autoscaler.spec = toV2(old).spec
    },
    validateUpdate: ({ status }) => validateStatus(status ?? {}),
  },
  row: autoscalerRow,
}

/** The metadata itself stays the same object: it belongs to the request. */
function setAnnotations({ metadata }: AutoscalerV1, annotations: Record<string, string> | undefined): void {
  if (annotations && Object.keys(annotations).length > 0) metadata.annotations = annotations
  else delete metadata.annotations
}

function validateStatus({ currentReplicas, desiredReplicas }: { currentReplicas?: number; desiredReplicas?: number }) {
  const at = path('status')
  return [
    ...validateNonnegativeField(currentReplicas ?? 0, at.child('currentReplicas')),
    ...validateNonnegativeField(desiredReplicas ?? 0, at.child('desiredReplicas')),
  ]
}

/** HorizontalPodAutoscalers. */
export const horizontalPodAutoscaler: Kind = kind(v2)
