import { setOwn } from '../../schema/json-value.ts'
import { CommandError } from '../errors.ts'
import { keyValues } from './key-values.ts'
import type { GeneratorArgs, GeneratorOptions, Kustomization } from './kustomization.ts'
import type { Loader } from './loader.ts'
import { Resource } from './resource.ts'
import type { ResourceList } from './resource-list.ts'

/** Makes the ConfigMaps and Secrets of a kustomization and puts them among its resources. Throws CommandError. */
export async function generate(kustomization: Kustomization, list: ResourceList, loader: Loader): Promise<void> {
  const { configMapGenerator = [], secretGenerator = [], generatorOptions } = kustomization
  const made: Resource[] = []
  for (const args of configMapGenerator) made.push(await configMap(withOptions(args, generatorOptions), loader))
  for (const args of secretGenerator) made.push(await secret(withOptions(args, generatorOptions), loader))
  for (const resource of made) absorb(resource, list)
}

/** Makes one ConfigMap or Secret. Throws CommandError. */
export async function generateFrom(
  kind: 'ConfigMap' | 'Secret',
  args: GeneratorArgs,
  list: ResourceList,
  loader: Loader,
): Promise<void> {
  absorb(await (kind === 'Secret' ? secret : configMap)(args, loader), list)
}

function absorb(resource: Resource, list: ResourceList): void {
  try {
    list.absorb(resource)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new CommandError(`merging from generator ${resource.id.name}: ${error.message}`)
  }
}

async function configMap(args: GeneratorArgs, loader: Loader): Promise<Resource> {
  const resource = newResource('ConfigMap', args)
  const data: Record<string, string> = {}
  const binaryData: Record<string, string> = {}
  for (const [key, value] of await keyValues(args, 'configmap', loader)) {
    const text = value.toString('utf8')
    if (value.equals(Buffer.from(text))) setOwn(data, key, text)
    else setOwn(binaryData, key, base64Lines(value))
  }
  if (Object.keys(data).length) resource.object.data = data
  if (Object.keys(binaryData).length) resource.object.binaryData = binaryData
  if (args.options?.immutable) resource.object.immutable = true
  return resource
}

async function secret(args: GeneratorArgs, loader: Loader): Promise<Resource> {
  const resource = newResource('Secret', args)
  const data: Record<string, string> = {}
  for (const [key, value] of await keyValues(args, 'secret', loader)) setOwn(data, key, base64Lines(value))
  resource.object.type = args.type || 'Opaque'
  if (Object.keys(data).length) resource.object.data = data
  if (args.options?.immutable) resource.object.immutable = true
  return resource
}

const LINE = 70

/** Bytes in base64, which where it fills a line is broken into lines, each with its end. */
function base64Lines(bytes: Buffer): string {
  const text = bytes.toString('base64')
  return text.length < LINE ? text : text.replace(/.{1,70}/g, '$&\n')
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
