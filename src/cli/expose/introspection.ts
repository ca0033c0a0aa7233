import { type Exposable, portsOf, selectorOf } from './exposed-object.ts'

/**
 * What `kubectl expose` finds out from the objects it is given. kubectl keeps it in the place of the flags, so that what the first
 * object has said holds for all that come after it: its selector, its labels and its one port. Only several ports are looked up anew.
 */
export class Introspection {
  private selector: Record<string, string> | undefined
  private labels: Record<string, string> = {}
  private onePort: string | undefined
  private ports: string[] = []
  private protocols: ReadonlyMap<string, readonly string[]> = new Map()

  /** The labels of the pods. Throws CommandError where the object does not have them either. */
  selectorFor(object: Exposable): Record<string, string> {
    this.selector ??= selectorOf(object)
    return this.selector
  }

  /** The numbers of the ports; none where the object has none and is the first to be asked, or all before it had several. */
  portsFor(object: Exposable): string[] {
    if (this.onePort === undefined) {
      const found = [...portsOf(object).keys()]
      if (found.length === 0) return []
      if (found.length === 1) this.onePort = found[0]
      else this.ports = found
    }
    return this.ports.length ? this.ports : [this.onePort!]
  }

  /** The protocols of the object's own ports; those of the object before it where it has no ports. */
  protocolsFor(object: Exposable): ReadonlyMap<string, readonly string[]> {
    const found = portsOf(object)
    if (found.size) this.protocols = found
    return this.protocols
  }

  labelsFor(object: Exposable): Record<string, string> {
    if (Object.keys(this.labels).length === 0) this.labels = object.metadata.labels ?? {}
    return this.labels
  }
}
