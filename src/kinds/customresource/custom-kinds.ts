import type { CustomResourceDefinition } from '../../api/types.gen.ts'
import type { Kind } from '../kind.ts'
import { type CustomKinds, DEFINITIONS_PREFIX, type DefinitionStore, isEstablished } from './definitions.ts'
import { customKind } from './kind.ts'

/** The kinds that a store's definitions make. A resource ("crontabs.stable.example.com") is found by its definition's name, which is the same. */
export class StoredCustomKinds implements CustomKinds {
  /** A stored definition is never changed, so neither is what has been made of it. */
  private readonly made = new WeakMap<CustomResourceDefinition, Map<string, Kind>>()

  constructor(private readonly store: DefinitionStore) {}

  get(resource: string): Kind | undefined {
    const definition = this.definition(resource)
    const storage = definition?.spec.versions.find(v => v.storage)
    return definition && storage && this.kind(definition, storage.name)
  }

  served(resource: string, version: string): Kind | undefined {
    const definition = this.definition(resource)
    const served = definition?.spec.versions.some(v => v.name === version && v.served)
    return definition && served ? this.kind(definition, version) : undefined
  }

  *all(): Iterable<[string, Kind]> {
    for (const { metadata } of this.store.list(DEFINITIONS_PREFIX)) {
      const kind = this.get(metadata.name!)
      if (kind) yield [metadata.name!, kind]
    }
  }

  private definition(name: string): CustomResourceDefinition | undefined {
    const definition = this.store.get(DEFINITIONS_PREFIX + name) as CustomResourceDefinition | undefined
    return definition && isEstablished(definition) ? definition : undefined
  }

  private kind(definition: CustomResourceDefinition, version: string): Kind {
    const versions = this.made.get(definition) ?? new Map<string, Kind>()
    this.made.set(definition, versions)
    const kind = versions.get(version) ?? customKind(definition, version)
    versions.set(version, kind)
    return kind
  }
}
