import { hashSuffix } from '../../create/hash-suffix.ts'
import type { Resource } from '../resource.ts'

/** Puts a hash of their content behind the names of the resources that want one. */
export async function addHashes(resources: readonly Resource[]): Promise<void> {
  for (const resource of resources) {
    if (!resource.needsHash) continue
    const suffix = await hashSuffix(hashedContent(resource))
    resource.rememberId()
    resource.metadata.name = `${resource.id.name}${suffix}`
  }
}

/** What of a resource makes its hash: of ConfigMaps and Secrets their data (kustomize leaves the name empty), of others all. */
function hashedContent({ id: { kind }, object }: Resource): Record<string, unknown> {
  const { data = '', binaryData, type = '', stringData } = object
  const name = ''
  if (kind === 'ConfigMap') return { kind, name, data, ...(isMap(binaryData) && { binaryData }) }
  if (kind === 'Secret') return { kind, type, name, data, ...(isMap(stringData) && { stringData }) }
  return object
}

const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null
