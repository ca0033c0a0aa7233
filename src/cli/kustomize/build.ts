import type { Io } from '../io.ts'
import { toYaml } from '../printers/yaml.ts'
import { metadataLabels } from './default-specs.ts'
import { addEntries } from './field-spec.ts'
import { readKustomization } from './kustomization.ts'
import { Loader } from './loader.ts'
import { inOrder } from './order.ts'
import { isLocal } from './read-resources.ts'
import type { Resource } from './resource.ts'
import { accumulate } from './target.ts'
import { addHashes } from './transformers/hashes.ts'
import { fixNameReferences } from './transformers/name-references.ts'
import { resolveVariables } from './variables.ts'

const MANAGED_BY = 'app.kubernetes.io/managed-by'
/** As a kustomize that is part of another program calls itself. */
const MANAGER = 'kustomize-(devel)'

/** How a build differs from the usual one. */
interface BuildOptions {
  /** Files outside of the folder may be read too. */
  anywhere?: boolean
  /** The order of resources where the kustomization asks for none. */
  order?: 'legacy' | 'fifo'
}

/** The resources that a kustomization folder makes. Throws CommandError with kustomize's words. */
export async function buildResources(path: string, io: Io, options: BuildOptions = {}): Promise<Resource[]> {
  const { anywhere = false, order = 'legacy' } = options
  const loader = Loader.of(path, io.cwd, anywhere)
  const kustomization = await readKustomization(loader, io)
  const list = await accumulate(kustomization, loader, io)
  await addHashes(list.resources)
  fixNameReferences(list)
  resolveVariables(list)
  const resources = list.resources.filter(resource => !isLocal(resource))
  if (kustomization.buildMetadata?.includes('managedByLabel'))
    addEntries(resources, [metadataLabels], { [MANAGED_BY]: MANAGER })
  return inOrder(resources, kustomization.sortOptions ?? { order })
}

/** Resources as a stream of YAML. */
export const toStream = (resources: readonly Resource[]): string =>
  resources.map(({ object }) => toYaml(object)).join('---\n')
