import { CommandError } from '../../errors.ts'
import { updateField } from '../field-spec.ts'
import type { FieldSpec } from '../kustomization.ts'
import { nameReferenceSpecs } from '../name-reference-specs.ts'
import type { Resource } from '../resource.ts'
import { idText, isClusterScoped, isSelected, type KindSelector, sameNamespace } from '../resource-id.ts'
import type { ResourceList } from '../resource-list.ts'

/** Changes the names in resources that are names of other resources to what those are called now. Throws CommandError where it is not clear of which. */
export function fixNameReferences({ resources, config }: ResourceList): void {
  const candidates = new Candidates(resources)
  // what becomes of names does not change the kinds
  const referrers = resources.map(referrer => ({ referrer, id: referrer.id }))
  for (const { target, fields } of [...nameReferenceSpecs(), ...config.nameReference])
    for (const field of fields)
      for (const { referrer, id } of referrers) if (isSelected(id, field)) fixField(referrer, field, target, candidates)
}

/** The resources that may be meant, by the names that they have had and by namespace. */
class Candidates {
  private readonly byName = new Map<string, Set<Resource>>()
  private readonly byNamespace = new Map<string, ReadonlySet<Resource>>()

  constructor(private readonly resources: readonly Resource[]) {
    for (const resource of resources)
      for (const { name } of resource.previous) {
        const named = this.byName.get(name)
        if (named) named.add(resource)
        else this.byName.set(name, new Set([resource]))
      }
  }

  /** Those that have had a name. */
  named(name: string): Resource[] {
    return [...(this.byName.get(name) ?? [])]
  }

  /** Those that were in a namespace, or if there are none, are. */
  inNamespace(namespace: string): ReadonlySet<Resource> {
    let found = this.byNamespace.get(namespace)
    if (!found) {
      found = new Set(this.resources.filter(r => (r.originalId.namespace || 'default') === namespace))
      if (found.size === 0) return new Set(this.resources.filter(r => (r.id.namespace || 'default') === namespace))
      this.byNamespace.set(namespace, found)
    }
    return found
  }
}

function fixField(referrer: Resource, field: FieldSpec, target: KindSelector, candidates: Candidates): void {
  try {
    updateField(referrer, field, value => fixed(value))
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new CommandError(
      `updating name reference in '${field.path}' field of '${idText(referrer.id)}': ${error.message}`,
    )
  }

  function fixed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(fixed)
    if (typeof value === 'string') return referralTo(value, undefined, sameNames)?.id.name ?? value
    if (typeof value !== 'object' || value === null) return value
    const reference = value as Record<string, unknown>
    if (typeof reference.name !== 'string') throw new CommandError("path config error; no 'name' field in node")
    const { name: named, namespace: within } = reference
    const inside = typeof within === 'string' ? candidates.inNamespace(within) : undefined
    const referral = referralTo(named, inside, sameNamesAndNamespaces)
    if (!referral) return value
    const { name, namespace } = referral.id
    return { ...reference, name, ...(namespace && { namespace }) }
  }

  /** The one resource (of `inside`, if given) that a name means; undefined where it is none of those that have been renamed. */
  function referralTo(
    name: string,
    inside: ReadonlySet<Resource> | undefined,
    alike: (found: readonly Resource[]) => boolean,
  ): Resource | undefined {
    const role = field.path.endsWith('roleRef/name') ? roleOf(referrer) : undefined
    const near = candidates
      .named(name)
      .filter(
        candidate =>
          (!inside || inside.has(candidate)) &&
          candidate.previous.some(id => isSelected(id, target)) &&
          (!role || candidate.previous.some(id => isSelected(id, role))) &&
          isReachable(candidate, referrer),
      )
    if (near.length <= 1) return near[0]
    const found = near.filter(candidate => sameAffixes(candidate, referrer))
    if (found.length <= 1 || alike(found)) return found[0]
    throw new CommandError(` found multiple possible referrals: ${found.map(r => idText(r.id)).join(', ')}`)
  }
}

function roleOf({ object }: Resource): KindSelector | undefined {
  const { apiGroup, kind } = (object.roleRef ?? {}) as Record<string, unknown>
  return typeof apiGroup === 'string' && typeof kind === 'string' ? { group: apiGroup, kind } : undefined
}

/** Objects of one namespace do not refer to those of another, but bindings to service accounts. */
function isReachable(candidate: Resource, referrer: Resource): boolean {
  const { id } = candidate
  if (isClusterScoped(referrer.id) || isClusterScoped(id) || id.kind === 'ServiceAccount') return true
  return sameNamespace(id, referrer.id)
}

/** Whether two resources went through the same kustomizations in the end. */
function sameAffixes(a: Resource, b: Resource): boolean {
  return sameEnd(a.prefixes, b.prefixes) && sameEnd(a.suffixes, b.suffixes)
}

function sameEnd(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short.length === 0) return long.length === 0
  return short.every((text, i) => text === long[long.length - short.length + i])
}

const sameNames = (found: readonly Resource[]): boolean => found.every(r => r.id.name === found[0]!.id.name)
const sameNamesAndNamespaces = (found: readonly Resource[]): boolean =>
  sameNames(found) && found.every(r => r.id.namespace === found[0]!.id.namespace)
