import { goRegExp } from '../../../apimachinery/go-regexp.ts'
import { updateField } from '../field-spec.ts'
import type { FieldSpec, ImageArgs } from '../kustomization.ts'
import { badPattern } from '../regexp-problem.ts'
import type { Resource } from '../resource.ts'

const LISTS = new Set(['containers', 'initContainers'])

/**
 * Changes the images of all containers, wherever in a resource there are any, whose image has the name that is asked for. Where
 * kustomize expects containers it looks a second time, and so adds a suffix of tags twice.
 */
export function changeImages(resources: readonly Resource[], args: ImageArgs, specs: readonly FieldSpec[]): void {
  const matching = imagePattern(args.name ?? '')
  for (const { id, object } of resources) if (id.kind !== 'CustomResourceDefinition') visit(object)
  const change = (image: unknown) => (typeof image === 'string' && matching.test(image) ? changed(image, args) : image)
  for (const resource of resources) for (const spec of specs) updateField(resource, spec, change)

  function visit(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      if (LISTS.has(name) && Array.isArray(member)) for (const container of member) changeOne(container)
      visit(member)
    }
  }

  function changeOne(container: unknown): void {
    if (typeof container !== 'object' || container === null) return
    const holder = container as { image?: unknown }
    if (typeof holder.image === 'string' && matching.test(holder.image)) holder.image = changed(holder.image, args)
  }
}

function changed(image: string, { newName, newTag, tagSuffix, digest: newDigest }: ImageArgs): string {
  let { name, tag, digest } = split(image)
  if (newName) name = newName
  if (newTag || newDigest) {
    tag = newTag ?? ''
    digest = newDigest ?? ''
  }
  if (tagSuffix) {
    tag += tagSuffix
    digest = ''
  }
  return `${name}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`
}

/** The parts of an image's reference; a colon before the first slash is that of a port. */
function split(image: string): { name: string; tag: string; digest: string } {
  const [, name, tag = '', digest = ''] = /^([^/]*\/[^:@]*|[^:@]*)(?::([^@]*))?(?:@(.*))?$/s.exec(image) ?? ['', image]
  return { name: name!, tag, digest }
}

/** The name counts as a pattern. Throws CommandError for one that cannot be read (kustomize falls over it). */
function imagePattern(name: string): RegExp {
  const regex = goRegExp(`^${name}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`)
  if (!regex) throw badPattern(name)
  return regex
}
