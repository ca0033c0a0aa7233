import { CommandError } from '../../errors.ts'
import { updateField } from '../field-spec.ts'
import type { FieldSpec } from '../kustomization.ts'
import { nameReferenceSpecs } from '../name-reference-specs.ts'
import type { Resource } from '../resource.ts'
import { idText, isClusterScoped, isSelected, type KindSelector, sameNamespace } from '../resource-id.ts'
import type { ResourceList } from '../resource-list.ts'

/** Changes the names in resources that are names of other resources to what those are called now. Throws CommandError where it is not clear of which. */
export function fixNameReferences({ resources, config }: ResourceList): void {
  for (const { target, fields } of [...nameReferenceSpecs(), ...config.nameReference])
    for (const field of fields)
      for (const referrer of resources) if (isSelected(referrer.id, field)) fixField(referrer, field, target, resources)
}

function fixField(referrer: Resource, field: FieldSpec, target: KindSelector, resources: readonly Resource[]): void {
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
    if (typeof value === 'string') return referralTo(value, resources, sameNames)?.id.name ?? value
    if (typeof value !== 'object' || value === null) return value
    const reference = value as Record<string, unknown>
    if (typeof reference.name !== 'string') throw new CommandError("path config error; no 'name' field in node")
    const referral = referralTo(reference.name, inNamespace(reference.namespace, resources), sameNamesAndNamespaces)
    if (!referral) return value
    const { name, namespace } = referral.id
    return { ...reference, name, ...(namespace && { namespace }) }
  }

  /** The one resource that a name means; undefined where it is none of those that have been renamed. */
  function referralTo(
    name: string,
    candidates: readonly Resource[],
    alike: (found: readonly Resource[]) => boolean,
  ): Resource | undefined {
    const role = field.path.endsWith('roleRef/name') ? roleOf(referrer) : undefined
    const near = candidates.filter(
      candidate =>
        candidate.previous.some(id => id.name === name) &&
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

function inNamespace(namespace: unknown, resources: readonly Resource[]): readonly Resource[] {
  if (typeof namespace !== 'string') return resources
  const before = resources.filter(r => (r.originalId.namespace || 'default') === namespace)
  return before.length ? before : resources.filter(r => (r.id.namespace || 'default') === namespace)
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
