import type { Io } from '../io.ts'
import { toYaml } from '../printers/yaml.ts'
import { readKustomization } from './kustomization.ts'
import { Loader } from './loader.ts'
import { inOrder } from './order.ts'
import { isLocal } from './read-resources.ts'
import { accumulate } from './target.ts'
import { addHashes } from './transformers/hashes.ts'
import { fixNameReferences } from './transformers/name-references.ts'

/** The resources that a kustomization folder makes, as YAML. `anywhere`: files outside of it may be read too. Throws CommandError with kustomize's words. */
export async function buildKustomization(path: string, io: Io, anywhere = false): Promise<string> {
  const loader = Loader.of(path, io.cwd, anywhere)
  const kustomization = await readKustomization(loader, io)
  const list = await accumulate(kustomization, loader, io)
  await addHashes(list.resources)
  fixNameReferences(list.resources)
  const resources = list.resources.filter(resource => !isLocal(resource))
  return inOrder(resources, kustomization.sortOptions)
    .map(({ object }) => toYaml(object))
    .join('---\n')
}
