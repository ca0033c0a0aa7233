import type { PodSpec, ResourceClaim, ResourceRequirements } from '../../../api/types.gen.ts'
import { canonicalQuantity, compareQuantities, milliValueOf, parseQuantity } from '../../../apimachinery/quantity.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notFound,
  notSupported,
  required,
} from '../../../apimachinery/validation/field.ts'
import {
  isExtendedResourceName,
  isNativeResource,
  validateResourceQuantityValue,
} from '../../../apimachinery/validation/resource-quantity.ts'
import { isSupportedPodLevelResource } from '../pod-level-resources.ts'
import { aggregateContainerResources } from '../resource-lists.ts'
import {
  isHugePageResourceName,
  isOvercommitAllowed,
  isStandardContainerResourceName,
  isStandardResourceName,
} from '../resource-names.ts'
import { validateDNS1123Label, validateQualifiedName } from './formats.ts'

type NameCheck = (name: string, at: FieldPath) => ErrorList

/** Limits, requests and claims of a container; `podClaims` are the names in spec.resourceClaims. */
export function validateContainerResources(
  resources: ResourceRequirements | undefined,
  podClaims: ReadonlySet<string>,
  at: FieldPath,
): ErrorList {
  return validateResources(resources ?? {}, validateContainerResourceName, podClaims, at)
}

/** spec.overhead is checked as if it were a container's limits. */
export function validateOverhead(overhead: Record<string, string>, at: FieldPath): ErrorList {
  return validateContainerResources({ limits: overhead }, new Set(), at)
}

function validateResources(
  resources: ResourceRequirements,
  checkName: NameCheck,
  podClaims: ReadonlySet<string>,
  at: FieldPath,
): ErrorList {
  const { limits = {}, requests = {} } = resources
  const errors: ErrorList = []
  for (const [name, quantity] of Object.entries(limits)) {
    errors.push(...validateAmount(name, quantity, checkName, at.child('limits').key(name)))
  }
  for (const [name, quantity] of Object.entries(requests)) {
    const here = at.child('requests').key(name)
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined
    errors.push(...checkName(name, here), ...validateResourceQuantityValue(name, quantity, here))
    errors.push(...validateRequest(name, quantity, limit, at), ...validateHugePages(name, quantity, here))
  }
  const all = [...Object.keys(limits), ...Object.keys(requests)]
  if (all.some(isHugePageResourceName) && !all.includes('cpu') && !all.includes('memory')) {
    errors.push(forbidden(at, 'HugePages require cpu or memory'))
  }
  return [...errors, ...validateClaimNames(resources.claims ?? [], podClaims, at.child('claims'))]
}

function validateAmount(name: string, quantity: string, checkName: NameCheck, at: FieldPath): ErrorList {
  return [
    ...checkName(name, at),
    ...validateResourceQuantityValue(name, quantity, at),
    ...validateHugePages(name, quantity, at),
  ]
}

function validateRequest(name: string, request: string, limit: string | undefined, at: FieldPath): ErrorList {
  if (limit === undefined) {
    return isOvercommitAllowed(name)
      ? []
      : [required(at.child('limits'), 'Limit must be set for non overcommitable resources')]
  }
  const difference = compareQuantities(request, limit)
  const text = canonicalQuantity(limit)
  const refuse = (rule: string): ErrorList => [
    invalid(at.child('requests'), canonicalQuantity(request), `must be ${rule} ${name} limit of ${text}`),
  ]
  if (difference !== 0 && !isOvercommitAllowed(name)) return refuse('equal to')
  return difference > 0 ? refuse('less than or equal to') : []
}

function validateHugePages(name: string, quantity: string, at: FieldPath): ErrorList {
  if (!isHugePageResourceName(name) || isMultipleOfPage(name.slice('hugepages-'.length), quantity)) return []
  const text = canonicalQuantity(quantity)
  return [invalid(at, text, `${text} is not positive integer multiple of ${name}`)]
}

function isMultipleOfPage(page: string, quantity: string): boolean {
  try {
    const size = milliValueOf(parseQuantity(page))
    return size > 0 && milliValueOf(quantity) % size === 0
  } catch {
    return false
  }
}

/** A resource that Kubernetes knows, or one with a domain. */
export function validateResourceName(name: string, at: FieldPath): ErrorList {
  const errors = validateQualifiedName(name, at)
  if (errors.length || name.includes('/') || isStandardResourceName(name)) return errors
  return [invalid(at, name, 'must be a standard resource type or fully qualified')]
}

/** A resource that containers may ask for. */
export function validateContainerResourceName(name: string, at: FieldPath): ErrorList {
  const errors = validateResourceName(name, at)
  if (!name.includes('/')) {
    return isStandardContainerResourceName(name)
      ? errors
      : [...errors, invalid(at, name, 'must be a standard resource for containers')]
  }
  if (isNativeResource(name) || isExtendedResourceName(name)) return errors
  return [...errors, invalid(at, name, "doesn't follow extended resource name standard")]
}

function validatePodResourceName(name: string, at: FieldPath): ErrorList {
  const errors = validateResourceName(name, at)
  if (errors.length || isSupportedPodLevelResource(name)) return errors
  return [notSupported(at, name, ['cpu', 'memory', 'hugepages-'])]
}

function validateClaimNames(
  claims: readonly ResourceClaim[],
  podClaims: ReadonlySet<string>,
  at: FieldPath,
): ErrorList {
  const seen = new Set<string>()
  return claims.flatMap((claim, i) => {
    const here = at.index(i)
    const { name, request } = claim
    if (!name) return [required(here)]
    const errors: ErrorList = []
    if (seen.has(name)) errors.push(duplicate(here, name))
    else {
      const key = request ? `${name}/${request}` : name
      if (request) errors.push(...validateDNS1123Label(request, here.child('request')))
      if (seen.has(key)) errors.push(duplicate(here, key))
      else if (!request) {
        for (const other of seen) if (other.startsWith(`${name}/`)) errors.push(duplicate(here, name))
      }
      seen.add(key)
    }
    if (!podClaims.has(name)) {
      const known = podClaims.size ? `: ${[...podClaims].sort().join(', ')}` : ' which is empty'
      errors.push({ ...notFound(here, name), detail: `must be one of the names in pod.spec.resourceClaims${known}` })
    }
    return errors
  })
}

/** spec.resources: the whole pod's, which must have room for its containers'. */
export function validatePodResources(spec: PodSpec, podClaims: ReadonlySet<string>, specPath: FieldPath): ErrorList {
  const resources = spec.resources
  if (!resources) return []
  const at = specPath.child('resources')
  if (spec.os?.name === 'windows') return [forbidden(at, 'may not be set for a windows pod')]
  const errors: ErrorList = []
  if (resources.claims) {
    errors.push(forbidden(at.child('claims'), 'claims may not be set for Resources at pod-level'))
  }
  errors.push(...validateResources(resources, validatePodResourceName, podClaims, at))
  return [...errors, ...validateRoomForContainers(spec, resources, at)]
}

function validateRoomForContainers(spec: PodSpec, resources: ResourceRequirements, at: FieldPath): ErrorList {
  const { limits = {}, requests = {} } = resources
  const errors: ErrorList = []
  const mustHold = (own: string | undefined, used: string, what: 'requests' | 'limits', name: string): void => {
    if (own === undefined || compareQuantities(used, own) <= 0) return
    const rule = `must be greater than or equal to aggregate container ${what} of ${used}`
    errors.push(invalid(at.child(what).key(name), own, rule))
  }
  for (const [name, used] of Object.entries(aggregateContainerResources(spec, 'requests'))) {
    mustHold(requests[name], used, 'requests', name)
  }
  for (const [name, used] of Object.entries(aggregateContainerResources(spec, 'limits'))) {
    if (isHugePageResourceName(name)) mustHold(limits[name], used, 'limits', name)
  }
  spec.containers?.forEach((container, i) => {
    for (const [name, limit] of Object.entries(container.resources?.limits ?? {})) {
      const own = limits[name]
      if (own === undefined || compareQuantities(limit, own) <= 0) continue
      const here = at.child('containers').index(i).key(name).child('limits')
      errors.push(invalid(here, limit, `must be less than or equal to pod limits of ${own}`))
    }
  })
  return errors
}
