const HUGE_PAGES = 'hugepages-'
const COMPUTE = new Set(['cpu', 'memory', 'ephemeral-storage'])
const OBJECT_COUNTS = [
  ...['pods', 'services', 'replicationcontrollers', 'resourcequotas', 'secrets', 'configmaps'],
  ...['persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers'],
]
const STANDARD = new Set([
  ...COMPUTE,
  ...['requests.cpu', 'requests.memory', 'requests.ephemeral-storage'],
  ...['limits.cpu', 'limits.memory', 'limits.ephemeral-storage'],
  ...['storage', 'requests.storage'],
  ...OBJECT_COUNTS,
])

export function isHugePageResourceName(name: string): boolean {
  return name.startsWith(HUGE_PAGES)
}

/** Resources that Kubernetes itself knows: without a domain, or of kubernetes.io. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/')
}

/** Whether a request may be lower than its limit. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePageResourceName(name)
}

/** Names without a domain that a quota or a container may use. */
export function isStandardResourceName(name: string): boolean {
  return STANDARD.has(name) || isHugePageResourceName(name)
}

export function isStandardContainerResourceName(name: string): boolean {
  return COMPUTE.has(name) || isHugePageResourceName(name)
}
