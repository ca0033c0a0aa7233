import type { KubeObject } from '../../api/object.ts'
import type { PodTemplateSpec } from '../../api/types.gen.ts'
import { path } from '../../apimachinery/validation/field.ts'
import { isDNS1123Label } from '../../apimachinery/validation/names.ts'
import { podTemplateWarnings } from '../pod-template.ts'

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
  const warnings: string[] = []
  const faults = old ? [] : isDNS1123Label(object.metadata.name ?? '')
  if (faults.length > 0)
    warnings.push(
      `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${faults.join(' ')}]`,
    )
  return [...warnings, ...podTemplateWarnings(template ?? {}, path('spec', 'template'))]
}
