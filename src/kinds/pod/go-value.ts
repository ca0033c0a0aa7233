import type { LabelSelector, PodSpec } from '../../api/types.gen.ts'
import { inKeyOrder } from '../../apimachinery/key-order.ts'
import { GO_TYPES } from './go-types.ts'

type Value = unknown
type Struct = Record<string, Value>

const ZEROES: Record<string, Value> = { s: '', i: 0, b: false, q: '0', p: 0, '?': null }
/** Fields that Go's internal type keeps in the pod's security context, while the API has them in the spec. */
const HOST_FIELDS = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers']

/**
 * A part of a pod as Go's internal type of that name prints as JSON: what error messages show of it. `type` is a key of GO_TYPES.
 */
export function goValue(type: string, value: object): Struct {
  const struct = value as Struct
  const printed: Struct = {}
  for (const field of GO_TYPES[type]!.split(' ')) {
    if (field.startsWith('+')) {
      Object.assign(printed, goValue(field.slice(1), value))
      continue
    }
    const [names = '', of = ''] = field.split(':')
    const [goName = '', jsonName = apiName(goName)] = names.split('=')
    printed[goName] = goField(of, struct[jsonName])
  }
  return printed
}

/** A whole pod spec, with the host's fields where Go has them. */
export function goPodSpec(spec: PodSpec): Struct {
  const all = spec as unknown as Struct
  const host = Object.fromEntries(HOST_FIELDS.filter(f => all[f] !== undefined).map(f => [f, all[f]]))
  return goValue('PodSpec', { ...spec, securityContext: { ...spec.securityContext, ...host } })
}

function goField(type: string, value: Value): Value {
  if (type === 'l') return value === undefined ? null : labelSelector(value as LabelSelector)
  if (type in ZEROES) return value === undefined ? ZEROES[type] : inJSONOrder(value)
  if (type.startsWith('[')) {
    return Array.isArray(value) ? value.map(v => goValue(type.slice(1, -1), v as object)) : null
  }
  if (type.startsWith('*')) return value === undefined ? null : goValue(type.slice(1), value as object)
  return goValue(type, (value ?? {}) as object)
}

/** A type of the API itself: its own names and order, and nothing that is absent. */
function labelSelector({ matchLabels, matchExpressions }: LabelSelector): Struct {
  return {
    ...(matchLabels && { matchLabels: inJSONOrder(matchLabels) }),
    ...(matchExpressions && { matchExpressions }),
  }
}

/** Maps print in the order of their keys. */
function inJSONOrder(value: Value): Value {
  return typeof value !== 'object' || value === null || Array.isArray(value) ? value : inKeyOrder(value as Struct)
}

/** "FSType" is fsType, "DNSPolicy" is named in the table, "HostIP" is hostIP. */
function apiName(goName: string): string {
  return goName === 'FSType' ? 'fsType' : goName[0]!.toLowerCase() + goName.slice(1)
}
