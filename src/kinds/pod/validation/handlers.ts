import type {
  ExecAction,
  GRPCAction,
  HTTPGetAction,
  Lifecycle,
  LifecycleHandler,
  PodSpec,
  Probe,
  SleepAction,
  TCPSocketAction,
} from '../../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  invalidFor,
  notSupported,
  required,
} from '../../../apimachinery/validation/field.ts'
import { isHTTPHeaderName } from '../../../apimachinery/validation/names.ts'
import { validateNonnegativeField } from '../../../apimachinery/validation/numbers.ts'
import { validatePortNumOrName } from './formats.ts'
import { LINUX_SIGNALS, WINDOWS_SIGNALS } from './signals.ts'

/** What a probe or a hook may do; a probe never sleeps, a hook never speaks gRPC. */
interface Handler {
  exec?: ExecAction
  httpGet?: HTTPGetAction
  tcpSocket?: TCPSocketAction
  grpc?: GRPCAction
  sleep?: SleepAction
}

function validateHandler(handler: Handler, gracePeriod: number | undefined, at: FieldPath): ErrorList {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler
  const actions: [string, unknown, (at: FieldPath) => ErrorList][] = [
    ['exec', exec, here => (exec?.command?.length ? [] : [required(here.child('command'))])],
    ['httpGet', httpGet, here => validateHTTPGet(httpGet!, here)],
    ['tcpSocket', tcpSocket, here => validatePortNumOrName(tcpSocket!.port, here.child('port'))],
    ['grpc', grpc, here => validatePortNumOrName(grpc!.port, here.child('port'))],
    ['sleep', sleep, here => validateSleep(sleep!, gracePeriod, here)],
  ]
  const given = actions.filter(([, action]) => action !== undefined)
  if (given.length === 0) return [required(at, 'must specify a handler type')]
  return given.flatMap(([field, , validate], i) =>
    i === 0 ? validate(at.child(field)) : [forbidden(at.child(field), 'may not specify more than 1 handler type')],
  )
}

function validateHTTPGet(action: HTTPGetAction, at: FieldPath): ErrorList {
  const errors: ErrorList = action.path ? [] : [required(at.child('path'))]
  errors.push(...validatePortNumOrName(action.port, at.child('port')))
  if (action.scheme !== 'HTTP' && action.scheme !== 'HTTPS') {
    errors.push(notSupported(at.child('scheme'), action.scheme ?? '', ['HTTP', 'HTTPS']))
  }
  for (const { name } of action.httpHeaders ?? []) {
    errors.push(...invalidFor(at.child('httpHeaders'), name ?? '', isHTTPHeaderName(name ?? '')))
  }
  return errors
}

function validateSleep(action: SleepAction, gracePeriod: number | undefined, at: FieldPath): ErrorList {
  const seconds = action.seconds ?? 0
  if (gracePeriod === undefined || (seconds >= 0 && seconds <= gracePeriod)) return []
  return [invalid(at, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`)]
}

/** The errors of a container's hooks and stop signal (validateLifecycle). */
export function validateLifecycle(
  lifecycle: Lifecycle | undefined,
  gracePeriod: number | undefined,
  os: PodSpec['os'],
  at: FieldPath,
): ErrorList {
  if (!lifecycle) return []
  const hook = (handler: LifecycleHandler | undefined, field: string): ErrorList =>
    handler ? validateHandler(handler, gracePeriod, at.child(field)) : []
  return [
    ...hook(lifecycle.postStart, 'postStart'),
    ...hook(lifecycle.preStop, 'preStop'),
    ...(lifecycle.stopSignal === undefined ? [] : validateStopSignal(lifecycle.stopSignal, os, at.child('stopSignal'))),
  ]
}

function validateStopSignal(signal: string, os: PodSpec['os'], at: FieldPath): ErrorList {
  if (!os) return [forbidden(at, 'may not be set for containers with empty `spec.os.name`')]
  const known = os.name === 'windows' ? WINDOWS_SIGNALS : os.name === 'linux' ? LINUX_SIGNALS : undefined
  return known && !known.includes(signal) ? [notSupported(at, signal, known)] : []
}

const COUNTS = [
  ...(['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const),
]

/** Which probe of a container. */
export type ProbeUse = 'livenessProbe' | 'readinessProbe' | 'startupProbe'

/** One probe of a container; which one decides what it may say. `at` is the container's path. */
export function validateProbe(
  use: ProbeUse,
  probe: Probe | undefined,
  gracePeriod: number | undefined,
  at: FieldPath,
): ErrorList {
  if (!probe) return []
  const here = at.child(use)
  const errors = validateHandler(probe, gracePeriod, here)
  for (const field of COUNTS) errors.push(...validateNonnegativeField(probe[field] ?? 0, here.child(field)))
  const period = probe.terminationGracePeriodSeconds
  const periodAt = here.child('terminationGracePeriodSeconds')
  if (period !== undefined && period <= 0) errors.push(invalid(periodAt, period, 'must be greater than 0'))
  if (use === 'readinessProbe') {
    if (period !== undefined) errors.push(invalid(periodAt, period, 'must not be set for readinessProbes'))
  } else if (probe.successThreshold !== 1) {
    errors.push(invalid(here.child('successThreshold'), probe.successThreshold ?? 0, 'must be 1'))
  }
  return errors
}
