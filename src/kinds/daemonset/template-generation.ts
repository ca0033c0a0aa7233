import type { DaemonSet } from '../../api/types.gen.ts'
import { badRequest } from '../../apimachinery/status.ts'

/** Where apps/v1 shows spec.templateGeneration, a field that only older versions of the API have. */
export const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation'

/** How many pod templates the DaemonSet has had. Throws BadRequest for an annotation that is no number. */
export function templateGenerationOf({ metadata }: DaemonSet): number {
  const text = metadata.annotations?.[TEMPLATE_GENERATION]
  if (text === undefined) return 0
  if (/^[+-]?[0-9]{1,18}$/.test(text)) return Number(text)
  throw badRequest(
    `DaemonSet in version "v1" cannot be handled as a DaemonSet: strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`,
  )
}

/** Writes the number of templates into the object's own metadata. */
export function setTemplateGeneration(set: DaemonSet, generation: number): void {
  set.metadata.annotations = { ...set.metadata.annotations, [TEMPLATE_GENERATION]: String(generation) }
}
