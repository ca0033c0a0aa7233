import type { LimitedPriorityLevelConfiguration, PriorityLevelConfiguration } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  path,
  required,
} from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'

const MAX_QUEUES = 10_000_000

/** Priority levels: how much of the API server's attention goes to what. */
export const priorityLevelConfiguration = kind<PriorityLevelConfiguration>({
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'PriorityLevelConfiguration',
  resource: 'prioritylevelconfigurations',
  namespaced: false,
  storagePrefix: 'prioritylevelconfigurations',
  validateName: nameIsDNSSubdomain,
  setDefaults({ spec }) {
    if (spec?.exempt) {
      spec.exempt.nominalConcurrencyShares ??= 0
      spec.exempt.lendablePercent ??= 0
    }
    if (!spec?.limited) return
    spec.limited.nominalConcurrencyShares ??= 30
    spec.limited.lendablePercent ??= 0
    const queuing = spec.limited.limitResponse?.queuing
    if (!queuing) return
    queuing.handSize ||= 8
    queuing.queues ||= 64
    queuing.queueLengthLimit ||= 50
  },
  prepareForCreate(level) {
    startGeneration(level)
    level.status = {}
  },
  prepareForUpdate(level, old) {
    bumpGeneration(level, old)
    level.status = old.status ?? {}
  },
  validate,
  validateUpdate: validate,
  status: {
    prepareForUpdate(level, old) {
      level.spec = old.spec!
    },
    validateUpdate: () => [],
  },
  unknownFieldError: 'known',
  row({ metadata, spec }, now) {
    const queuing = spec?.limited?.limitResponse?.queuing
    return [
      metadata.name ?? '',
      spec?.type ?? '',
      (spec?.limited ?? spec?.exempt)?.nominalConcurrencyShares ?? '<none>',
      queuing?.queues ?? '<none>',
      queuing?.handSize ?? '<none>',
      queuing?.queueLengthLimit ?? '<none>',
      translateTimestampSince(metadata.creationTimestamp, now),
    ]
  },
})

function validate({ metadata, spec }: PriorityLevelConfiguration): ErrorList {
  const at = path('spec')
  const { type = '', limited, exempt } = spec ?? {}
  const errors: ErrorList = []
  if ((metadata.name === 'exempt') !== (type === 'Exempt'))
    errors.push(invalid(at.child('type'), type, "type must be 'Exempt' if and only if name is 'exempt'"))
  switch (type) {
    case 'Exempt':
      if (limited) errors.push(forbidden(at.child('limited'), 'must be nil if the type is not Limited'))
      return errors
    case 'Limited':
      if (exempt) errors.push(forbidden(at.child('exempt'), 'must be nil if the type is Limited'))
      if (!limited) return [...errors, required(at.child('limited'), 'must not be empty when type is Limited')]
      return [...errors, ...validateLimited(limited, at.child('limited'))]
    default:
      return [...errors, notSupported(at.child('type'), type, ['Exempt', 'Limited'])]
  }
}

function validateLimited(limited: LimitedPriorityLevelConfiguration, at: FieldPath): ErrorList {
  const { nominalConcurrencyShares = 0, lendablePercent, borrowingLimitPercent, limitResponse } = limited
  const errors: ErrorList = []
  const refuse = (field: string, value: unknown, why: string) => errors.push(invalid(at.child(field), value, why))
  if (nominalConcurrencyShares < 0)
    refuse('nominalConcurrencyShares', nominalConcurrencyShares, 'must be a non-negative integer')
  if (lendablePercent !== undefined && (lendablePercent < 0 || lendablePercent > 100))
    refuse('lendablePercent', lendablePercent, 'must be between 0 and 100, inclusive')
  if (borrowingLimitPercent !== undefined && borrowingLimitPercent < 0)
    refuse('borrowingLimitPercent', borrowingLimitPercent, 'if specified, must be a non-negative integer')
  const { type = '', queuing } = limitResponse ?? {}
  const response = at.child('limitResponse')
  if (type !== 'Queue' && type !== 'Reject')
    return [...errors, notSupported(response.child('type'), type, ['Queue', 'Reject'])]
  if (type === 'Reject')
    return queuing
      ? [...errors, forbidden(response.child('queuing'), 'must be nil if limited.limitResponse.type is not Limited')]
      : errors
  if (!queuing)
    return [
      ...errors,
      required(response.child('queuing'), 'must not be empty if limited.limitResponse.type is Limited'),
    ]
  const { queues = 0, handSize = 0, queueLengthLimit = 0 } = queuing
  const where = response.child('queuing')
  if (queueLengthLimit <= 0) errors.push(invalid(where.child('queueLengthLimit'), queueLengthLimit, 'must be positive'))
  if (queues <= 0) errors.push(invalid(where.child('queues'), queues, 'must be positive'))
  else if (queues > MAX_QUEUES)
    errors.push(invalid(where.child('queues'), queues, `must not be greater than ${MAX_QUEUES}`))
  if (handSize <= 0) errors.push(invalid(where.child('handSize'), handSize, 'must be positive'))
  else if (handSize > queues) {
    const why = `should not be greater than queues (${queues})`
    errors.push(invalid(where.child('handSize'), handSize, why))
  }
  return errors
}
