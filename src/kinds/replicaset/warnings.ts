import type { KubeObject } from '../../api/object.ts'
import type { PodTemplateSpec } from '../../api/types.gen.ts'
import { path } from '../../apimachinery/validation/field.ts'
import { podNameWarnings, podTemplateWarnings } from '../pod-template.ts'

/**
 * Warnings about what makes pods of a template: on creation also about a name that pods could not be called by, on an update only
 * where the generation has changed.
 */
export function templateWarnings(
  object: KubeObject,
  template: PodTemplateSpec | undefined,
  old?: KubeObject,
): string[] {
  if (old && old.metadata.generation === object.metadata.generation) return []
  return [...(old ? [] : podNameWarnings(object)), ...podTemplateWarnings(template ?? {}, path('spec', 'template'))]
}
