import { expect, test } from 'vitest'
import type { Job, JobSpec, PodSpec } from '../../src/api/types.gen.ts'
import { job as jobKind } from '../../src/kinds/job.ts'
import { contextOf, texts } from './pod/fixtures.ts'

const context = contextOf()

function jobOf(spec: Partial<JobSpec> = {}, pod: Partial<PodSpec> = {}): Job {
  const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }], ...pod } }
  const job: Job = { metadata: { name: 'j', namespace: 'default', uid: 'u' }, spec: { template, ...spec } }
  jobKind.setDefaults!(job)
  jobKind.prepareForCreate!(job, context)
  return job
}

const faults = (spec: Partial<JobSpec>, pod: Partial<PodSpec> = {}) =>
  texts(jobKind.validate(jobOf(spec, pod), context))

test('defaults, labels and selector', () => {
  const { metadata, spec } = jobOf()
  expect(spec).toMatchObject({
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    completions: 1,
    manualSelector: false,
    parallelism: 1,
    podReplacementPolicy: 'TerminatingOrFailed',
    suspend: false,
    selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u' } },
  })
  expect(metadata.labels).toEqual(spec!.template.metadata!.labels)
  expect(jobOf({ parallelism: 3 }).spec!.completions).toBeUndefined()
  expect(jobOf({ backoffLimitPerIndex: 1 }).spec!.backoffLimit).toBe(2147483647)
})

test.each<[Partial<JobSpec>, Partial<PodSpec>, string[]]>([
  [{ parallelism: -1 }, {}, ['spec.parallelism: Invalid value: -1: must be greater than or equal to 0']],
  [
    {},
    { restartPolicy: 'Always' },
    ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
  ],
  [
    { completionMode: 'Indexed', parallelism: 1 },
    {},
    ['spec.completions: Required value: when completion mode is Indexed'],
  ],
  [{ backoffLimitPerIndex: 1 }, {}, ['spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode']],
  [
    { podFailurePolicy: { rules: [{ action: 'Retry' }] } },
    {},
    [
      'spec.podFailurePolicy.rules[0].action: Unsupported value: "Retry": supported values: "Count", "FailIndex", "FailJob", "Ignore"',
      'spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
    ],
  ],
  [
    {
      completionMode: 'Indexed',
      completions: 3,
      successPolicy: { rules: [{ succeededIndexes: '0,5', succeededCount: 2 }] },
    },
    {},
    [
      'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "0,5": error parsing succeededIndexes: too large index: "5"',
      'spec.successPolicy.rules[0].succeededCount: Invalid value: 2: must be less than or equal to 0 (the number of indexes in the specified succeededIndexes field)',
    ],
  ],
  [
    { selector: { matchLabels: { app: 'x' } } },
    {},
    [
      'spec.selector: Invalid value: {"matchLabels":{"app":"x","batch.kubernetes.io/controller-uid":"u"}}: `selector` not auto-generated',
      'spec.template.metadata.labels: Invalid value: {"batch.kubernetes.io/controller-uid":"u","batch.kubernetes.io/job-name":"j","controller-uid":"u","job-name":"j"}: `selector` does not match template `labels`',
    ],
  ],
])('refuses %j %j', (spec, pod, expected) => {
  expect(faults(spec, pod)).toEqual(expected)
})

test('what may change later', () => {
  const old = jobOf()
  const update = (spec: Partial<JobSpec>, from: Job = old) =>
    texts(jobKind.validateUpdate({ ...from, spec: { ...from.spec!, ...spec } } as Job, from, context))
  expect(update({ parallelism: 5, suspend: true, backoffLimit: 1, activeDeadlineSeconds: 9 })).toEqual([])
  expect(update({ completions: 2 })).toEqual(['spec.completions: Invalid value: 2: field is immutable'])
  const template = { ...old.spec!.template, spec: { ...old.spec!.template.spec!, nodeSelector: { a: 'b' } } }
  expect(update({ template })[0]).toMatch(
    /^spec.template: Invalid value: \{"labels":\{.*"Spec":\{.*\}: field is immutable$/,
  )
  const suspended = jobOf({ suspend: true })
  const moved = { ...suspended.spec!.template, spec: { ...suspended.spec!.template.spec!, nodeSelector: { a: 'b' } } }
  expect(update({ template: moved }, suspended)).toEqual([])
  const indexed = jobOf({ completionMode: 'Indexed', completions: 2, parallelism: 2 })
  expect(update({ completions: 3, parallelism: 3 }, indexed)).toEqual([])
  expect(update({ completions: 3 }, indexed)).toEqual([
    'spec.completions: Invalid value: 3: can only be modified in tandem with spec.parallelism',
  ])
})
