import type { PriorityClass } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { type ErrorList, forbidden, path } from '../apimachinery/validation/field.ts'
import { validateImmutableField } from '../apimachinery/validation/immutable.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { startGeneration } from './generation.ts'
import { kind } from './kind.ts'
import { validatePreemptionPolicy } from './pod/validation/preemption-policy.ts'

const SYSTEM_PREFIX = 'system-'
/** Numbers above are Kubernetes' own. */
const HIGHEST_USER_PRIORITY = 1_000_000_000
const SYSTEM_CLASSES = new Map([
  ['system-node-critical', 2_000_001_000],
  ['system-cluster-critical', 2_000_000_000],
])

/** PriorityClasses. */
export const priorityClass = kind<PriorityClass>({
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  resource: 'priorityclasses',
  namespaced: false,
  storagePrefix: 'priorityclasses',
  validateName: nameIsDNSSubdomain,
  setDefaults(priorityClass) {
    priorityClass.value ??= 0
    priorityClass.preemptionPolicy ??= 'PreemptLowerPriority'
    if (!priorityClass.globalDefault) delete priorityClass.globalDefault
    if (!priorityClass.description) delete priorityClass.description
  },
  prepareForCreate: startGeneration,
  refuseDeletion: ({ metadata }) =>
    SYSTEM_CLASSES.has(metadata.name ?? '') ? 'this is a system priority class and cannot be deleted' : undefined,
  validate,
  validateUpdate(priorityClass, old) {
    const at = path('preemptionPolicy')
    return [
      ...(priorityClass.value === old.value ? [] : [forbidden(path('value'), 'may not be changed in an update.')]),
      ...validateImmutableField(priorityClass.preemptionPolicy, old.preemptionPolicy, at),
    ]
  },
  row: (priorityClass, now) => [
    priorityClass.metadata.name ?? '',
    priorityClass.value ?? 0,
    String(priorityClass.globalDefault ?? false),
    translateTimestampSince(priorityClass.metadata.creationTimestamp, now),
    priorityClass.preemptionPolicy ?? '',
  ],
})

function validate(priorityClass: PriorityClass): ErrorList {
  const { value = 0, preemptionPolicy } = priorityClass
  const name = priorityClass.metadata.name ?? ''
  const errors: ErrorList = []
  if (name.startsWith(SYSTEM_PREFIX)) {
    const fault = faultOfSystemClass(name, value, priorityClass.globalDefault ?? false)
    const reserved = `priority class names with '${SYSTEM_PREFIX}' prefix are reserved for system use only. error: ${fault}`
    if (fault) errors.push(forbidden(path('metadata', 'name'), reserved))
  } else if (value > HIGHEST_USER_PRIORITY) {
    const rule = `maximum allowed value of a user defined priority is ${HIGHEST_USER_PRIORITY}`
    errors.push(forbidden(path('value'), rule))
  }
  if (preemptionPolicy === undefined) return errors
  return [...errors, ...validatePreemptionPolicy(preemptionPolicy, path('preemptionPolicy'))]
}

function faultOfSystemClass(name: string, value: number, globalDefault: boolean): string {
  const expected = SYSTEM_CLASSES.get(name)
  if (expected === undefined) return `${name} is not a known system priority class`
  if (value !== expected) return `value of ${name} PriorityClass must be ${expected}`
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : ''
}
