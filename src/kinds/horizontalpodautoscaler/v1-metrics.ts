import type {
  MetricIdentifier,
  MetricSpec,
  MetricStatus,
  MetricTarget,
  MetricValueStatus,
} from '../../api/types.gen.ts'

/** A metric as autoscaling/v1 keeps it in an annotation: autoscaling/v2beta1's form. */
export interface V1Metric {
  type: string
  [source: string]: unknown
}

type Source = Record<string, unknown>

/** Leaves out what is not there. */
function present(fields: Source): Source {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** A metric in the form of the annotation. */
export function toV1Metric({ type, resource, containerResource, pods, object, external }: MetricSpec): V1Metric {
  const metric: V1Metric = { type }
  const ofResource = ({ name, target }: { name: string; target: MetricTarget }) => ({
    name,
    targetAverageUtilization: target.averageUtilization,
    targetAverageValue: target.averageValue,
  })
  if (resource) metric.resource = present(ofResource(resource))
  if (containerResource)
    metric.containerResource = present({ ...ofResource(containerResource), container: containerResource.container })
  if (pods) {
    const { metric: of, target } = pods
    metric.pods = present({ metricName: of.name, targetAverageValue: target.averageValue, selector: of.selector })
  }
  if (object) {
    const { describedObject, metric: of, target } = object
    const { value, averageValue } = target
    metric.object = present({
      target: describedObject,
      metricName: of.name,
      targetValue: value ?? '0',
      selector: of.selector,
      averageValue,
    })
  }
  if (external) {
    const { metric: of, target } = external
    const { value, averageValue } = target
    metric.external = present({
      metricName: of.name,
      metricSelector: of.selector,
      targetValue: value,
      targetAverageValue: averageValue,
    })
  }
  return metric
}

/** The reverse of toV1Metric. */
export function fromV1Metric({ type, ...sources }: V1Metric): MetricSpec {
  const metric: MetricSpec = { type }
  const { resource, containerResource, pods, object, external } = sources as Record<string, Source | undefined>
  if (resource) metric.resource = { name: String(resource.name), target: resourceTarget(resource) }
  if (containerResource)
    metric.containerResource = {
      container: String(containerResource.container),
      name: String(containerResource.name),
      target: resourceTarget(containerResource),
    }
  if (pods)
    metric.pods = { metric: identifier(pods.metricName, pods.selector), target: averageTarget(pods.targetAverageValue) }
  if (object)
    metric.object = {
      describedObject: object.target as NonNullable<MetricSpec['object']>['describedObject'],
      metric: identifier(object.metricName, object.selector),
      target: valueTarget(object.targetValue, object.averageValue),
    }
  if (external)
    metric.external = {
      metric: identifier(external.metricName, external.metricSelector),
      target: valueTarget(external.targetValue, external.targetAverageValue),
    }
  return metric
}

const identifier = (name: unknown, selector: unknown): MetricIdentifier =>
  present({ name: String(name), selector }) as unknown as MetricIdentifier

const averageTarget = (value: unknown): MetricTarget => ({ type: 'AverageValue', averageValue: String(value) })

const valueTarget = (value: unknown, average: unknown): MetricTarget =>
  average === undefined ? { type: 'Value', value: String(value) } : averageTarget(average)

function resourceTarget({ targetAverageUtilization: utilization, targetAverageValue: value }: Source): MetricTarget {
  return value === undefined
    ? (present({ type: 'Utilization', averageUtilization: utilization }) as unknown as MetricTarget)
    : averageTarget(value)
}

/** The state of a metric in the form of the annotation. */
export function toV1MetricStatus({ type, resource, containerResource }: MetricStatus): V1Metric {
  const current = ({ averageUtilization, averageValue }: MetricValueStatus) => ({
    currentAverageUtilization: averageUtilization,
    currentAverageValue: averageValue ?? '0',
  })
  const status: V1Metric = { type }
  if (resource) status.resource = present({ name: resource.name, ...current(resource.current) })
  if (containerResource) {
    const { name, container, current: now } = containerResource
    status.containerResource = present({ name, ...current(now), container })
  }
  return status
}
