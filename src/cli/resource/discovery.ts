import { type ApiResource, findResource } from '../../api/discovery.ts'
import { equal } from '../../apimachinery/equality.ts'

/**
 * The resource types of a cluster as kubectl knows them. It remembers what the server listed and only asks again when it does not find
 * something; so types whose definition is gone are taken for served until then. Built-in types never change and are not remembered.
 */
export class Discovery {
  private readonly custom: readonly ApiResource[]
  private known: readonly ApiResource[]

  constructor(
    private readonly live: readonly ApiResource[],
    private readonly remembered: readonly ApiResource[] = [],
  ) {
    this.custom = live.filter(r => findResource(r) === undefined)
    this.known = remembered
  }

  /** Everything that the server lists, and what is remembered beyond it. */
  get all(): readonly ApiResource[] {
    const gone = this.known.filter(r => !this.live.some(other => same(r, other)))
    return gone.length ? [...this.live, ...gone] : this.live
  }

  /** Forgets what the server no longer lists: something was not found, or fresh knowledge is wanted. */
  refresh(): void {
    this.known = this.custom
  }

  /** Told of every type that was found. */
  found(resource: ApiResource): void {
    const isNew = this.custom.includes(resource) && !this.known.some(r => same(r, resource))
    if (isNew) this.known = this.custom
  }

  /** What is to be remembered; undefined where nothing has changed. */
  get news(): readonly ApiResource[] | undefined {
    return equal(this.known, this.remembered) ? undefined : this.known
  }
}

const same = (a: ApiResource, b: ApiResource): boolean =>
  a.resource === b.resource && a.group === b.group && a.version === b.version
