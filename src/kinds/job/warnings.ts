import type { JobSpec } from '../../api/types.gen.ts'
import type { FieldPath } from '../../apimachinery/validation/field.ts'
import { podTemplateWarnings } from '../pod-template.ts'

const MANY_COMPLETIONS = 100_000
const MUCH_PARALLELISM = 10_000

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
