import type { LimitRange, LimitRangeItem, PersistentVolumeClaim, Pod, PodSpec } from '../../api/types.gen.ts'
import type { WriteContext } from '../../kinds/kind.ts'
import { isSupportedPodLevelResource } from '../../kinds/pod/pod-level-resources.ts'
import { aggregateContainerResources } from '../../kinds/pod/resource-lists.ts'
import type { ResourceList } from '../../quota/resource-list.ts'
import {
  type Measured,
  maxConstraint,
  maxRequestConstraint,
  minConstraint,
  ratioConstraint,
} from './limit-ranger/constraints.ts'
import { setLimitRangeDefaults } from './limit-ranger/defaults.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'
import { refuse } from './refuse.ts'

/** Gives new pods the defaults of their namespace's LimitRanges. Source: plugin/pkg/admission/limitranger. */
function admit(attributes: AdmissionAttributes, context: WriteContext): void {
  if (!isNewPod(attributes)) return
  for (const limitRange of limitRangesOf(attributes, context))
    setLimitRangeDefaults(attributes.object as Pod, limitRange)
}

/** Refuses pods and claims that are out of their namespace's limits. */
function validate(attributes: AdmissionAttributes, context: WriteContext): void {
  const isPod = isNewPod(attributes)
  if (!isPod && !isClaim(attributes)) return
  for (const limitRange of limitRangesOf(attributes, context)) {
    const items = limitRange.spec?.limits ?? []
    const faults = items.flatMap(item =>
      isPod
        ? faultsOfPod(attributes.object as Pod, item)
        : faultsOfClaim(attributes.object as PersistentVolumeClaim, item),
    )
    const texts = [...new Set(faults)]
    if (texts.length > 0) throw refuse(attributes, texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`)
  }
}

/** Containers are not added to pods, nor do their resources change but through another subresource. */
function isNewPod({ verb, kind, subresource }: AdmissionAttributes): boolean {
  return verb === 'create' && subresource === '' && kind.group === '' && kind.resource === 'pods'
}

function isClaim({ verb, kind, subresource, old }: AdmissionAttributes): boolean {
  const deleting = old?.metadata.deletionTimestamp !== undefined
  return verb !== 'delete' && subresource === '' && kind.resource === 'persistentvolumeclaims' && !deleting
}

function limitRangesOf({ namespace }: AdmissionAttributes, context: WriteContext): readonly LimitRange[] {
  return context.list<LimitRange>('limitranges', namespace)
}

function faultsOfPod({ spec }: Pod, item: LimitRangeItem): string[] {
  if (!spec) return []
  if (item.type === 'Pod') return faultsOf({ type: item.type, ...wholePod(spec) }, item)
  if (item.type !== 'Container') return []
  return [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ resources }) =>
    faultsOf({ type: item.type, requests: resources?.requests ?? {}, limits: resources?.limits ?? {} }, item),
  )
}

function wholePod(spec: PodSpec): Omit<Measured, 'type'> {
  const amounts = (of: 'requests' | 'limits'): ResourceList => ({
    ...aggregateContainerResources(spec, of),
    ...Object.fromEntries(Object.entries(spec.resources?.[of] ?? {}).filter(([n]) => isSupportedPodLevelResource(n))),
  })
  return { requests: amounts('requests'), limits: amounts('limits') }
}

function faultsOf(measured: Measured, { min, max, maxLimitRequestRatio }: LimitRangeItem): string[] {
  const lists = [
    [min, minConstraint],
    [max, maxConstraint],
    [maxLimitRequestRatio, ratioConstraint],
  ] as const
  return lists.flatMap(([list, constraint]) =>
    Object.entries(list ?? {}).flatMap(([name, enforced]) => constraint(measured, name, enforced) ?? []),
  )
}

function faultsOfClaim({ spec }: PersistentVolumeClaim, item: LimitRangeItem): string[] {
  if (item.type !== 'PersistentVolumeClaim') return []
  const measured: Measured = { type: item.type, requests: spec?.resources?.requests ?? {}, limits: {} }
  return [
    ...Object.entries(item.min ?? {}).flatMap(([name, enforced]) => minConstraint(measured, name, enforced) ?? []),
    ...Object.entries(item.max ?? {}).flatMap(([name, e]) => maxRequestConstraint(measured, name, e) ?? []),
  ]
}

export const limitRanger: AdmissionPlugin = { name: 'LimitRanger', admit, validate }
