import type { MetricIdentifier, MetricSpec, MetricTarget } from '../../api/types.gen.ts'
import { quantitySign } from '../../apimachinery/quantity.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'
import { isDNS1123Label, isPathSegmentName } from '../../apimachinery/validation/names.ts'
import { validateReference } from './reference.ts'

/** The sources of metrics by the field that holds them, in the order in which they are looked at. */
const SOURCES = ['object', 'external', 'pods', 'resource', 'containerResource'] as const
const TYPES: Record<string, (typeof SOURCES)[number]> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
}
const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue']

/** What is wrong with the metrics (validateMetrics). Without pods only metrics of something else make sense. */
export function validateMetrics(
  metrics: readonly MetricSpec[],
  at: FieldPath,
  minReplicas: number | undefined,
): ErrorList {
  const errors = metrics.flatMap((metric, i) => validateMetric(metric, at.index(i)))
  if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External'))
    errors.push(
      forbidden(at, 'must specify at least one Object or External metric to support scaling to zero replicas'),
    )
  return errors
}

function validateMetric(metric: MetricSpec, at: FieldPath): ErrorList {
  const type = metric.type ?? ''
  const expected = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined
  const errors: ErrorList = type === '' ? [required(at.child('type'), 'must specify a metric source type')] : []
  if (!expected) errors.push(notSupported(at.child('type'), type, Object.keys(TYPES)))
  const present = SOURCES.filter(source => metric[source] !== undefined)
  if (present[0]) errors.push(...validateSource(metric, present[0], at.child(present[0])))
  if (expected && !present.includes(expected))
    errors.push(required(at.child(expected), 'must populate information for the given metric source'))
  if (present.length > 1)
    for (const other of present.filter(source => source !== expected))
      errors.push(forbidden(at.child(other), 'must populate the given metric source only'))
  return errors
}

function validateSource(metric: MetricSpec, source: (typeof SOURCES)[number], at: FieldPath): ErrorList {
  switch (source) {
    case 'object': {
      const { describedObject, metric: identifier, target } = metric.object!
      return [
        ...validateReference(describedObject ?? {}, at.child('describedObject'), 'any'),
        ...validateMetricAndTarget(identifier, target, at),
        ...requireOneOf(target, ['value', 'averageValue'], at, 'must set either a target value or averageValue'),
      ]
    }
    case 'external': {
      const { metric: identifier, target } = metric.external!
      const missing = 'must set either a target value for metric or a per-pod target'
      const both = 'may not set both a target value for metric and a per-pod target'
      const errors = [
        ...validateMetricAndTarget(identifier, target, at),
        ...requireOneOf(target, ['value', 'averageValue'], at, missing),
      ]
      if (target?.value !== undefined && target.averageValue !== undefined)
        errors.push(forbidden(at.child('target', 'value'), both))
      return errors
    }
    case 'pods': {
      const { metric: identifier, target } = metric.pods!
      const missing = 'must specify a positive target averageValue'
      return [
        ...validateMetricAndTarget(identifier, target, at),
        ...requireOneOf(target, ['averageValue'], at, missing),
      ]
    }
    case 'resource':
      return validateResource(metric.resource!, at, [])
    case 'containerResource': {
      const { container = '' } = metric.containerResource!
      const here = at.child('container')
      const faults = container
        ? isDNS1123Label(container).map(fault => invalid(here, container, fault))
        : [required(here, 'must specify a container')]
      return validateResource(metric.containerResource!, at, faults)
    }
  }
}

function validateMetricAndTarget(
  identifier: MetricIdentifier | undefined,
  target: MetricTarget | undefined,
  at: FieldPath,
) {
  const name = identifier?.name ?? ''
  const nameAt = at.child('metric', 'name')
  const errors = name
    ? isPathSegmentName(name).map(fault => invalid(nameAt, name, fault))
    : [required(nameAt, 'must specify a metric name')]
  return [...errors, ...validateTarget(target, at.child('target'))]
}

function validateResource(
  { name, target }: { name?: string; target?: MetricTarget },
  at: FieldPath,
  others: ErrorList,
) {
  const errors: ErrorList = name ? [] : [required(at.child('name'), 'must specify a resource name')]
  errors.push(...others, ...validateTarget(target, at.child('target')))
  const { averageUtilization, averageValue } = target ?? {}
  if (averageUtilization === undefined && averageValue === undefined) {
    const missing = 'must set either a target raw value or a target utilization'
    errors.push(required(at.child('target', 'averageUtilization'), missing))
  }
  if (averageUtilization !== undefined && averageValue !== undefined) {
    const both = 'may not set both a target raw value and a target utilization'
    errors.push(forbidden(at.child('target', 'averageValue'), both))
  }
  return errors
}

function requireOneOf(
  target: MetricTarget | undefined,
  fields: readonly ('value' | 'averageValue')[],
  at: FieldPath,
  missing: string,
): ErrorList {
  return fields.some(field => target?.[field] !== undefined)
    ? []
    : [required(at.child('target', 'averageValue'), missing)]
}

function validateTarget(target: MetricTarget | undefined, at: FieldPath): ErrorList {
  const { type = '', value, averageValue, averageUtilization } = target ?? {}
  const errors: ErrorList = type === '' ? [required(at.child('type'), 'must specify a metric target type')] : []
  if (!TARGET_TYPES.includes(type))
    errors.push(invalid(at.child('type'), type, 'must be either Utilization, Value, or AverageValue'))
  if (value !== undefined && quantitySign(value) !== 1)
    errors.push(invalid(at.child('value'), value, 'must be positive'))
  if (averageValue !== undefined && quantitySign(averageValue) !== 1)
    errors.push(invalid(at.child('averageValue'), averageValue, 'must be positive'))
  if (averageUtilization !== undefined && averageUtilization < 1)
    errors.push(invalid(at.child('averageUtilization'), averageUtilization, 'must be greater than 0'))
  return errors
}
