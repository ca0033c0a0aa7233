import type { Container, ContainerRestartRule, EphemeralContainer } from '../../../api/types.gen.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notFound,
  notSupported,
  required,
  tooMany,
} from '../../../apimachinery/validation/field.ts'
import type { AnyContainer } from '../visit-containers.ts'
import {
  type ContainerSurroundings,
  validateContainerCommon,
  validateContainerOnlyForPod,
  validateHostPortConflicts,
} from './container-common.ts'
import { type ProbeUse, validateLifecycle, validateProbe } from './handlers.ts'

const PROBES: readonly ProbeUse[] = ['livenessProbe', 'readinessProbe', 'startupProbe']
const MAX_RESTART_RULES = 20
const MAX_EXIT_CODES = 255

/** spec.containers. */
export function validateContainers(around: ContainerSurroundings, at: FieldPath): ErrorList {
  const containers = around.spec.containers ?? []
  if (containers.length === 0) return [required(at)]
  const names = new Set<string>()
  const errors = containers.flatMap((container, i) => {
    const here = at.index(i)
    return [
      ...validateContainerCommon(container, around, here),
      ...validateUniqueName(container.name ?? '', names, here),
      ...validateLifecycleAndProbes(container, around, here),
      ...validateRestartPolicy(container, here),
    ]
  })
  return [...errors, ...validateHostPortConflicts(containers, at)]
}

/** spec.initContainers: sidecars may have what regular containers have, the others no hooks and no probes. */
export function validateInitContainers(around: ContainerSurroundings, at: FieldPath): ErrorList {
  const names = new Set((around.spec.containers ?? []).map(c => c.name ?? ''))
  return (around.spec.initContainers ?? []).flatMap((container, i) => {
    const here = at.index(i)
    const isSidecar = container.restartPolicy === 'Always'
    return [
      ...validateContainerCommon(container, around, here),
      ...validateRestartPolicy(container, here),
      ...validateUniqueName(container.name ?? '', names, here),
      ...validateHostPortConflicts([container], at),
      ...(isSidecar
        ? validateLifecycleAndProbes(container, around, here)
        : [...forbidHooks(container, here), ...forbidRestartOnResize(container, here)]),
    ]
  })
}

function validateUniqueName(name: string, seen: Set<string>, at: FieldPath): ErrorList {
  if (seen.has(name)) return [duplicate(at.child('name'), name)]
  seen.add(name)
  return []
}

function validateLifecycleAndProbes(container: Container, { spec }: ContainerSurroundings, at: FieldPath): ErrorList {
  const period = spec.terminationGracePeriodSeconds
  return [
    ...validateLifecycle(container.lifecycle, period, spec.os, at.child('lifecycle')),
    ...PROBES.flatMap(use => validateProbe(use, container[use], period, at)),
  ]
}

function forbidHooks(container: Container, at: FieldPath): ErrorList {
  return (['lifecycle', ...PROBES] as const)
    .filter(field => container[field] !== undefined)
    .map(field => forbidden(at.child(field), 'may not be set for init containers without restartPolicy=Always'))
}

function forbidRestartOnResize(container: Container, at: FieldPath): ErrorList {
  return (container.resizePolicy ?? []).flatMap((policy, i) => {
    if (policy.restartPolicy !== 'RestartContainer') return []
    const here = at.child('resizePolicy').index(i).child('restartPolicy')
    return [invalid(here, policy.restartPolicy, "must not be set to 'RestartContainer' for non-sidecar initContainers")]
  })
}

function validateRestartPolicy(container: Container, at: FieldPath): ErrorList {
  const { restartPolicy, restartPolicyRules: rules = [] } = container
  const here = at.child('restartPolicy')
  const known = ['Always', 'Never', 'OnFailure']
  const errors: ErrorList = []
  if (restartPolicy === undefined) {
    if (rules.length) errors.push(required(here, 'must specify restartPolicy when restart rules are used'))
  } else if (!known.includes(restartPolicy)) errors.push(notSupported(here, restartPolicy, known))
  const rulesAt = at.child('restartPolicyRules')
  if (rules.length > MAX_RESTART_RULES) errors.push(tooMany(rulesAt, rules.length, MAX_RESTART_RULES))
  return [...errors, ...rules.flatMap((rule, i) => validateRestartRule(rule, rulesAt.index(i)))]
}

function validateRestartRule(rule: ContainerRestartRule, at: FieldPath): ErrorList {
  const actions = ['Restart', 'RestartAllContainers']
  const errors: ErrorList = actions.includes(rule.action)
    ? []
    : [notSupported(at.child('action'), rule.action ?? '', actions)]
  const here = at.child('exitCodes')
  if (!rule.exitCodes) return [...errors, required(here, 'must be specified')]
  const { operator = '', values = [] } = rule.exitCodes
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(notSupported(here.child('operator'), operator, ['In', 'NotIn']))
  }
  if (values.length > MAX_EXIT_CODES) errors.push(tooMany(here.child('values'), values.length, MAX_EXIT_CODES))
  return errors
}

/** What debugging containers may not have, in the order of Go's type. */
const FIELDS_OF_LASTING_CONTAINERS = [
  ...['ports', 'resources', 'resizePolicy', 'restartPolicy', 'restartPolicyRules'],
  ...['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'],
] as const

/** spec.ephemeralContainers: they may not be depended on, so much is forbidden. */
export function validateEphemeralContainers(around: ContainerSurroundings, at: FieldPath): ErrorList {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = around.spec
  const lasting = new Set([...containers, ...initContainers].map(c => c.name ?? ''))
  const names = new Set(lasting)
  return ephemeralContainers.flatMap((container, i) => {
    const here = at.index(i)
    const target = container.targetContainerName
    return [
      ...validateContainerCommon(container, around, here),
      ...validateContainerOnlyForPod(container, here),
      ...validateUniqueName(container.name ?? '', names, here),
      ...(target && !lasting.has(target) ? [notFound(here.child('targetContainerName'), target)] : []),
      ...forbidLastingFields(container, here),
    ]
  })
}

function forbidLastingFields(container: EphemeralContainer, at: FieldPath): ErrorList {
  const rule = 'cannot be set for an Ephemeral Container'
  const errors = FIELDS_OF_LASTING_CONTAINERS.filter(f => isSet(container, f)).map(field =>
    forbidden(at.child(field), rule),
  )
  container.volumeMounts?.forEach((mount, i) => {
    for (const field of ['subPath', 'subPathExpr'] as const) {
      if (mount[field]) errors.push(forbidden(at.child('volumeMounts').index(i).child(field), rule))
    }
  })
  return errors
}

function isSet(container: AnyContainer, field: (typeof FIELDS_OF_LASTING_CONTAINERS)[number]): boolean {
  const value = container[field]
  return value !== undefined && !(field === 'resources' && Object.keys(value).length === 0)
}
