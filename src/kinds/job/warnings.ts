import type { KubeObject } from '../../api/object.ts'
import type { JobSpec } from '../../api/types.gen.ts'
import type { FieldPath } from '../../apimachinery/validation/field.ts'
import { isDNS1123Label } from '../../apimachinery/validation/names.ts'
import { podTemplateWarnings } from '../pod-template.ts'

const MANY_COMPLETIONS = 100_000
const MUCH_PARALLELISM = 10_000

/** A warning about a name that pods cannot be called by. */
export function nameWarnings({ metadata }: KubeObject): string[] {
  const faults = isDNS1123Label(metadata.name ?? '')
  if (faults.length === 0) return []
  const use = 'this is used in Pod names and hostnames, which can result in surprising behavior'
  return [`metadata.name: ${use}; a DNS label is recommended: [${faults.join(' ')}]`]
}

/** Warnings about a job's spec, or that of a job template (WarningsForJobSpec). */
export function jobSpecWarnings(spec: JobSpec, at: FieldPath): string[] {
  const { completions = 0, parallelism = 0 } = spec
  const tooMany = completions > MANY_COMPLETIONS && parallelism > MUCH_PARALLELISM
  return [
    ...(tooMany
      ? [
          'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail',
        ]
      : []),
    ...podTemplateWarnings(spec.template, at.child('template')),
  ]
}
