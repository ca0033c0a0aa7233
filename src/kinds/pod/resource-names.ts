import { isNativeResource, OBJECT_COUNTS } from '../../apimachinery/validation/resource-quantity.ts'

const HUGE_PAGES = 'hugepages-'
const COMPUTE = new Set(['cpu', 'memory', 'ephemeral-storage'])
const STANDARD = new Set([
  ...COMPUTE,
  ...['requests.cpu', 'requests.memory', 'requests.ephemeral-storage'],
  ...['limits.cpu', 'limits.memory', 'limits.ephemeral-storage'],
  ...['storage', 'requests.storage'],
  ...OBJECT_COUNTS,
])

/** Whether the resource is memory in pages of a larger size (IsHugePageResourceName). */
export function isHugePageResourceName(name: string): boolean {
  return name.startsWith(HUGE_PAGES)
}

/** Whether a request may be lower than its limit. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePageResourceName(name)
}

/** Names without a domain that a quota may use. */
export function isStandardResourceName(name: string): boolean {
  return STANDARD.has(name) || isHugePageResourceName(name)
}

/** Names without a domain that a container may use. */
export function isStandardContainerResourceName(name: string): boolean {
  return COMPUTE.has(name) || isHugePageResourceName(name)
}
