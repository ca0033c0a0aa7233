import { CommandError } from '../errors.ts'
import type { Variable } from './kustomization.ts'
import { mapIn, type Resource } from './resource.ts'
import { idText, type ResourceId, sameId } from './resource-id.ts'
import { emptyConfig, mergeConfig } from './transformer-config.ts'
import { addVariables } from './variables.ts'

/** The resources of a build so far, in their order; no two have the same ID. */
export class ResourceList {
  /** What the kustomizations so far say of fields, and their variables. */
  readonly config = emptyConfig()
  readonly variables: Variable[] = []

  constructor(public resources: Resource[] = []) {}

  /** Takes in all of another list. Throws CommandError. */
  merge(other: ResourceList): void {
    this.appendAll(other.resources)
    mergeConfig(this.config, other.config)
    addVariables(this, other.variables)
  }

  /** Throws CommandError where a resource of that ID is there already. */
  append(resource: Resource): void {
    const { id } = resource
    if (this.resources.some(r => sameId(r.id, id)))
      throw new CommandError(`may not add resource with an already registered id: ${idText(id)}`)
    this.resources.push(resource)
  }

  appendAll(others: readonly Resource[]): void {
    for (const other of others) this.append(other)
  }

  /** The resources that have, or had once, an ID that passes. */
  byAnyId(fits: (id: ResourceId) => boolean): Resource[] {
    return this.resources.filter(r => r.anyIds.some(fits))
  }

  /** The one resource that has, or had, an ID. Throws CommandError for none and for several. */
  one(id: ResourceId): Resource {
    const found = this.byAnyId(other => sameId(id, other))
    if (found.length === 1) return found[0]!
    throw new CommandError(`${found.length ? 'multiple' : 'no'} matches for Id ${idText(id)}`)
  }

  /** Takes in a generated resource: new, in the place of another, or merged into it, as its behavior says. Throws CommandError. */
  absorb(resource: Resource): void {
    const { id, behavior } = resource
    const [old, ...more] = this.byAnyId(other => sameId(id, other))
    const changes = behavior === 'merge' || behavior === 'replace'
    if (more.length)
      throw new CommandError(`found multiple objects ${goId(id)} that could accept merge of ${idText(id)}`)
    if (!old) {
      if (changes) throw new CommandError(`id ${goId(id)} does not exist; cannot merge or replace`)
      this.append(resource)
      return
    }
    if (!changes) throw new CommandError(`id ${goId(id)} exists; behavior must be merge or replace`)
    resource.takeOver(old)
    if (behavior === 'merge') mergeData(resource, old)
    this.resources[this.resources.indexOf(old)] = resource
  }
}

/** The data of the older resource, as far as the newer one says nothing else. */
function mergeData(resource: Resource, old: Resource): void {
  for (const field of ['data', 'binaryData']) {
    const merged = { ...mapIn({ ...old.object }, field), ...mapIn({ ...resource.object }, field) }
    if (Object.keys(merged).length) resource.object[field] = merged
  }
}

/** An ID as Go prints its struct. */
function goId({ group, version, kind, name, namespace }: ResourceId): string {
  const text = JSON.stringify
  return `resid.ResId{Gvk:resid.Gvk{Group:${text(group)}, Version:${text(version)}, Kind:${text(kind)}, isClusterScoped:false}, Name:${text(name)}, Namespace:${text(namespace)}}`
}
