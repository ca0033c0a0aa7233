import type { MetricSpec } from '../../api/types.gen.ts'

/** Why a metric cannot be had in a cluster without any metrics API. */
export interface MetricFailure {
  /** Of the event and the condition. */
  reason: string
  message: string
}

const RESOURCE_API =
  'unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)'
const CUSTOM_API =
  'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered'

/** What is said of a metric that nobody serves (computeReplicasForMetric). */
export function metricFailure(metric: MetricSpec, namespace: string): MetricFailure {
  const { resource, containerResource, pods, object, external } = metric
  switch (metric.type) {
    case 'Resource':
    case 'ContainerResource': {
      const { name, target } = (resource ?? containerResource)!
      const what = target.averageValue === undefined ? 'utilization' : 'usage'
      const message = `failed to get ${name} ${what}: unable to get metrics for resource ${name}: ${RESOURCE_API}`
      return { reason: `FailedGet${metric.type}Metric`, message }
    }
    case 'Pods': {
      const message = `failed to get pods metric value: unable to get metric ${pods?.metric.name}: ${CUSTOM_API}`
      return { reason: 'FailedGetPodsMetric', message }
    }
    case 'Object': {
      const { describedObject, metric: of } = object!
      const message = `failed to get object metric value: unable to get metric ${of.name}: ${describedObject.kind} on ${namespace} ${describedObject.name}/${CUSTOM_API}`
      return { reason: 'FailedGetObjectMetric', message }
    }
    default: {
      const { name, selector } = external!.metric
      const api = `the server could not find the requested resource (get ${name}.external.metrics.k8s.io)`
      const message = `failed to get ${name} external metric: unable to get external metric ${namespace}/${name}/${selectorValue(selector)}: unable to fetch metrics from external metrics API: ${api}`
      return { reason: 'FailedGetExternalMetric', message }
    }
  }
}

/** A label selector as Go's %+v prints it. */
function selectorValue(selector: { matchLabels?: Record<string, string> } | undefined): string {
  if (!selector) return 'nil'
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}: ${value},`)
  return `&LabelSelector{MatchLabels:map[string]string{${labels.join('')}},MatchExpressions:[]LabelSelectorRequirement{},}`
}
