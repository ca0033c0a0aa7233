import type { Job } from '../api/types.gen.ts'
import { path } from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { setDefaultLabels, setJobDefaults } from './job/defaults.ts'
import { jobRow } from './job/row.ts'
import { generateSelector } from './job/selector.ts'
import { validateJobStatus } from './job/status.ts'
import { validateJobUpdate } from './job/update.ts'
import { validateJob } from './job/validation.ts'
import { jobSpecWarnings } from './job/warnings.ts'
import { kind } from './kind.ts'
import { podNameWarnings } from './pod-template.ts'

/** Jobs. */
export const job = kind<Job>({
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  resource: 'jobs',
  namespaced: true,
  storagePrefix: 'jobs',
  validateName: nameIsDNSSubdomain,
  setDefaults: setJobDefaults,
  prepareForCreate(job) {
    generateSelector(job)
    // once more, since it is only now that the template has labels
    setDefaultLabels(job)
    job.status = {}
    startGeneration(job)
  },
  prepareForUpdate(job, old) {
    job.status = old.status ?? {}
    bumpGeneration(job, old)
  },
  validate: job => validateJob(job),
  validateUpdate: validateJobUpdate,
  warnings(job, old) {
    if (old && old.metadata.generation === job.metadata.generation) return []
    return [...(old ? [] : podNameWarnings(job)), ...jobSpecWarnings(job.spec!, path('spec'))]
  },
  status: {
    prepareForUpdate(job, old) {
      job.spec = old.spec!
    },
    validateUpdate: job => validateJobStatus(job.status ?? {}, path('status')),
  },
  fields: { 'status.successful': job => String(job.status?.succeeded ?? 0) },
  unknownFieldError: 'label',
  row: jobRow,
  defaultPropagation: 'orphan',
})
