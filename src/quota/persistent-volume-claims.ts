import type { KubeObject } from '../api/object.ts'
import type { PersistentVolumeClaim, ScopedResourceSelectorRequirement } from '../api/types.gen.ts'
import { compareQuantities, newQuantity, quantityFormat, quantityText, wholeValueOf } from '../apimachinery/quantity.ts'
import { classOfClaim } from '../kinds/persistentvolumeclaim/class.ts'
import { type Evaluator, objectCountName } from './evaluator.ts'
import type { ResourceList } from './resource-list.ts'
import { scopeSelects } from './scope-selector.ts'

const CLAIMS = 'persistentvolumeclaims'
const STORAGE = 'requests.storage'
const OF_CLASS = '.storageclass.storage.k8s.io/'

/** Claims: themselves and the storage that they request, together and by class. Source: evaluator/core/persistent_volume_claims.go. */
export const persistentVolumeClaimEvaluator: Evaluator = {
  matches: name =>
    name === objectCountName(CLAIMS) || [CLAIMS, STORAGE].some(r => name === r || name.endsWith(`${OF_CLASS}${r}`)),
  chargesUpdates: true,
  inScope,
  usage(object) {
    const claim = object as PersistentVolumeClaim
    const usage: ResourceList = { [objectCountName(CLAIMS)]: '1', [CLAIMS]: '1' }
    const className = classOfClaim(claim)
    if (className) usage[`${className}${OF_CLASS}${CLAIMS}`] = '1'
    const storage = requestedStorage(claim)
    if (storage === undefined) return usage
    usage[STORAGE] = storage
    if (className) usage[`${className}${OF_CLASS}${STORAGE}`] = storage
    return usage
  },
}

/** A claim is charged for what is being made room for, even where it has asked for less since. */
function requestedStorage({ spec, status }: PersistentVolumeClaim): string | undefined {
  const asked = spec?.resources?.requests?.storage
  if (asked === undefined) return undefined
  const allocated = status?.allocatedResources?.storage
  return wholeUnits(allocated !== undefined && compareQuantities(allocated, asked) > 0 ? allocated : asked)
}

const wholeUnits = (amount: string): string => quantityText(newQuantity(wholeValueOf(amount), quantityFormat(amount)))

function inScope(object: KubeObject, scope: ScopedResourceSelectorRequirement): boolean {
  if (scope.scopeName !== 'VolumeAttributesClass') return false
  const { spec, status } = object as PersistentVolumeClaim
  const names = [
    spec?.volumeAttributesClassName,
    status?.currentVolumeAttributesClassName,
    status?.modifyVolumeStatus?.targetVolumeAttributesClassName,
  ].filter(name => name !== undefined && name !== '')
  return scopeSelects(scope, names as string[])
}
