import type { ApiResource } from '../../api/discovery.ts'
import { splitGroupVersion } from '../../api/object.ts'
import { CommandError } from '../errors.ts'
import type { Discovery } from './discovery.ts'

/** Finds resource types by what people call them: kubectl's RESTMapper with short names and categories. */
export class ResourceMapper {
  constructor(
    private readonly discovery: Discovery,
    /** Told when a short name means more than one type. */
    private readonly warn: (message: string) => void = () => {},
  ) {}

  /** Every type there is. */
  get all(): readonly ApiResource[] {
    return this.discovery.all
  }

  /**
   * The type of "svc", "service", "Service", "deployments.apps", "deployments.v1.apps".
   * Throws CommandError with kubectl's words for an unknown type.
   */
  resource(text: string): ApiResource {
    const found = this.find(text)
    if (found) return found
    const name = text.includes('.') ? text.slice(0, text.indexOf('.')) : text
    throw new CommandError(`the server doesn't have a resource type ${JSON.stringify(name)}`)
  }

  find(text: string): ApiResource | undefined {
    return this.noted(this.lookUp(text))
  }

  private noted(found: ApiResource | undefined): ApiResource | undefined {
    if (found) this.discovery.found(found)
    else this.discovery.refresh()
    return found
  }

  private lookUp(text: string): ApiResource | undefined {
    const parts = text.split('.')
    const [name, ...rest] = parts as [string, ...string[]]
    if (rest.length === 0) return this.named(name, () => true)
    if (rest.length >= 2) {
      const [version, ...group] = rest
      const found = this.named(name, r => r.version === version && r.group === group.join('.'))
      // a short name has no version of its own: it stands for the preferred one
      if (found && isShortName(found, name)) return this.named(name, r => r.group === found.group)
      if (found) return found
    }
    const group = rest.join('.')
    const found = this.named(name, r => r.group === group)
    return found ?? (group === '' ? undefined : this.named(name, r => r.group.startsWith(group)))
  }

  /** The type whose objects are of a kind, which may be in lower case (the server refuses that); undefined where the cluster has none. */
  forKind(apiVersion: string, kind: string): ApiResource | undefined {
    const { group, version } = splitGroupVersion(apiVersion)
    const fits = (r: ApiResource) => r.group === group && r.version === version
    return this.noted(
      this.all.find(r => r.kind === kind && fits(r)) ?? this.all.find(r => r.kind.toLowerCase() === kind && fits(r)),
    )
  }

  /** The types of a category such as "all"; empty where nothing is in it. */
  category(name: string): ApiResource[] {
    const seen = new Set<string>()
    return this.all.filter(r => {
      const id = `${r.resource}.${r.group}`
      if (!r.categories?.includes(name) || seen.has(id)) return false
      seen.add(id)
      return true
    })
  }

  private shortNamed(name: string, candidates: readonly ApiResource[]): ApiResource | undefined {
    const [first, ...others] = candidates.filter(r => r.shortNames?.includes(name))
    for (const { resource, group } of others)
      if (group !== first!.group)
        this.warn(`short name ${JSON.stringify(name)} could also match lower priority resource ${resource}.${group}`)
    return first
  }

  private named(name: string, fits: (r: ApiResource) => boolean): ApiResource | undefined {
    const lower = name.toLowerCase()
    const candidates = this.all.filter(fits)
    return (
      candidates.find(r => r.resource === lower || r.singular === lower) ??
      this.shortNamed(name, candidates) ??
      candidates.find(r => r.kind.toLowerCase() === lower)
    )
  }
}

function isShortName({ resource, singular, kind }: ApiResource, name: string): boolean {
  const lower = name.toLowerCase()
  return lower !== resource && lower !== singular && lower !== kind.toLowerCase()
}
