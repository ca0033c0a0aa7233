import { goRegExp } from '../../apimachinery/go-regexp.ts'
import { matches, parseSelector } from '../../apimachinery/labels/selector.ts'
import { CommandError } from '../errors.ts'
import type { Selector } from './kustomization.ts'
import { badPattern, regexpProblem } from './regexp-problem.ts'
import type { Resource } from './resource.ts'

/** The resources that a selector takes, by any of the IDs that they have had. Throws CommandError for a pattern that is none. */
export function selectResources(resources: readonly Resource[], selector: Selector): Resource[] {
  const name = pattern(selector.name)
  const namespace = pattern(selector.namespace)
  const kinds = { group: pattern(selector.group), version: pattern(selector.version), kind: pattern(selector.kind) }
  const labels = parse(selector.labelSelector)
  const annotations = parse(selector.annotationSelector)
  return resources.filter(
    resource =>
      resource.anyIds.some(id => namespace(id.namespace) && name(id.name)) &&
      (Object.keys(kinds) as (keyof typeof kinds)[]).every(part => kinds[part](resource.id[part])) &&
      labels(resource.labels) &&
      annotations(resource.annotations),
  )
}

/** A pattern must fit the whole text; an empty one fits all. */
function pattern(text = ''): (value: string) => boolean {
  if (text === '') return () => true
  const regex = regexpProblem(text) === undefined ? goRegExp(`^(?:${text})$`) : undefined
  if (!regex) throw badPattern(text)
  return value => regex.test(value)
}

function parse(text = ''): (values: Record<string, string>) => boolean {
  if (text === '') return () => true
  try {
    const selector = parseSelector(text)
    return values => matches(selector, values)
  } catch (error) {
    throw new CommandError((error as Error).message)
  }
}
