import { setOwn } from '../../schema/decoder.ts'
import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import { keyValues } from './key-values.ts'
import type { GeneratorArgs, GeneratorOptions, Kustomization } from './kustomization.ts'
import type { Loader } from './loader.ts'
import { Resource } from './resource.ts'
import type { ResourceList } from './resource-list.ts'

/** Makes the ConfigMaps and Secrets of a kustomization and puts them among its resources. Throws CommandError. */
export async function generate(
  kustomization: Kustomization,
  list: ResourceList,
  loader: Loader,
  io: Io,
): Promise<void> {
  const { configMapGenerator = [], secretGenerator = [], generatorOptions } = kustomization
  const made: Resource[] = []
  for (const args of configMapGenerator) made.push(await configMap(withOptions(args, generatorOptions), loader, io))
  for (const args of secretGenerator) made.push(await secret(withOptions(args, generatorOptions), loader, io))
  for (const resource of made) {
    try {
      list.absorb(resource)
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      throw new CommandError(`merging from generator ${resource.id.name}: ${error.message}`)
    }
  }
}

async function configMap(args: GeneratorArgs, loader: Loader, io: Io): Promise<Resource> {
  const resource = newResource('ConfigMap', args)
  const data: Record<string, string> = {}
  const binaryData: Record<string, string> = {}
  for (const [key, value] of await keyValues(args, 'configmap', loader, io)) {
    const text = value.toString('utf8')
    if (value.equals(Buffer.from(text))) setOwn(data, key, text)
    else setOwn(binaryData, key, value.toString('base64'))
  }
  if (Object.keys(data).length) resource.object.data = data
  if (Object.keys(binaryData).length) resource.object.binaryData = binaryData
  if (args.options?.immutable) resource.object.immutable = true
  return resource
}

async function secret(args: GeneratorArgs, loader: Loader, io: Io): Promise<Resource> {
  const resource = newResource('Secret', args)
  const data: Record<string, string> = {}
  for (const [key, value] of await keyValues(args, 'secret', loader, io)) setOwn(data, key, value.toString('base64'))
  resource.object.type = args.type || 'Opaque'
  if (Object.keys(data).length) resource.object.data = data
  if (args.options?.immutable) resource.object.immutable = true
  return resource
}

function newResource(kind: 'ConfigMap' | 'Secret', { name, namespace, behavior, options }: GeneratorArgs): Resource {
  if (!name) throw new CommandError(`a ${kind.toLowerCase()} must have a name`)
  const metadata: Record<string, unknown> = { name }
  if (namespace) metadata.namespace = namespace
  if (hasEntries(options?.labels)) metadata.labels = { ...options?.labels }
  if (hasEntries(options?.annotations)) metadata.annotations = { ...options?.annotations }
  const resource = new Resource({ apiVersion: 'v1', kind, metadata })
  resource.needsHash = !options?.disableNameSuffixHash
  resource.behavior = behavior ?? ''
  return resource
}

/** A generator's own options, and those of all generators where it has none. */
function withOptions(args: GeneratorArgs, shared: GeneratorOptions = {}): GeneratorArgs {
  const own = args.options ?? {}
  return {
    ...args,
    options: {
      labels: { ...shared.labels, ...own.labels },
      annotations: { ...shared.annotations, ...own.annotations },
      disableNameSuffixHash: Boolean(shared.disableNameSuffixHash || own.disableNameSuffixHash),
      immutable: Boolean(shared.immutable || own.immutable),
    },
  }
}

const hasEntries = (map?: object): boolean => map !== undefined && Object.keys(map).length > 0
