import type {
  CustomResourceDefinition,
  CustomResourceDefinitionNames,
  CustomResourceDefinitionStatus,
} from '../../api/types.gen.ts'
import { setCondition } from '../../kinds/customresourcedefinition/status.ts'

/**
 * A definition's status once those of its names are accepted that no other definition of the group has. Source: apiextensions' naming and
 * establishing controllers.
 */
export function acceptNames(
  { spec, status }: CustomResourceDefinition,
  others: readonly CustomResourceDefinition[],
  now: string,
): CustomResourceDefinitionStatus {
  const taken = others.map(o => o.status?.acceptedNames).filter(names => names !== undefined)
  const resources = new Set(taken.flatMap(n => [n.plural, n.singular, ...(n.shortNames ?? [])]).filter(Boolean))
  const kinds = new Set(taken.flatMap(n => [n.kind, n.listKind]).filter(Boolean))
  const wanted = spec.names
  const before = status?.acceptedNames ?? { kind: '', plural: '' }
  let conflict: { reason: string; message: string } | undefined
  const accept = (value: string | undefined, old: string | undefined, used: ReadonlySet<unknown>, reason: string) => {
    if (value === old || !used.has(value)) return value
    conflict = { reason, message: `${JSON.stringify(value)} is already in use` }
    return old
  }
  const plural = accept(wanted.plural, before.plural, resources, 'PluralConflict') ?? ''
  const singular = accept(wanted.singular, before.singular, resources, 'SingularConflict')
  const clashes = (wanted.shortNames ?? []).filter(n => !before.shortNames?.includes(n) && resources.has(n))
  if (clashes.length) {
    const texts = clashes.map(n => `${JSON.stringify(n)} is already in use`)
    conflict = { reason: 'ShortNamesConflict', message: texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]` }
  }
  const shortNames = clashes.length ? before.shortNames : wanted.shortNames
  const kind = accept(wanted.kind, before.kind, kinds, 'KindConflict') ?? ''
  const listKind = accept(wanted.listKind, before.listKind, kinds, 'ListKindConflict')
  const acceptedNames: CustomResourceDefinitionNames = {
    ...(wanted.categories?.length ? { categories: wanted.categories } : {}),
    kind,
    ...(listKind ? { listKind } : {}),
    plural,
    ...(shortNames?.length ? { shortNames } : {}),
    ...(singular ? { singular } : {}),
  }
  const verdict = conflict ?? { reason: 'NoConflicts', message: 'no conflicts found' }
  const named = setCondition(
    { ...status, acceptedNames },
    { type: 'NamesAccepted', status: conflict ? 'False' : 'True', ...verdict },
    now,
  )
  if (named.conditions?.some(c => c.type === 'Established' && c.status === 'True')) return named
  const established = conflict
    ? { status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' }
    : { status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' }
  return setCondition(named, { type: 'Established', ...established }, now)
}
