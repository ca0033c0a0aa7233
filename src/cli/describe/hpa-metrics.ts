import type { MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../api/types.gen.ts'
import { canonicalQuantity } from '../../apimachinery/quantity.ts'
import { quote } from '../../apimachinery/quote.ts'
import type { PrefixWriter } from './prefix-writer.ts'

const UNKNOWN = '<unknown>'

/** A quantity that an object may leave out, which Go prints as that of a nil pointer. */
const amount = (quantity: string | undefined): string =>
  quantity === undefined ? '<nil>' : canonicalQuantity(quantity)

/** One metric of an autoscaler: what it is, its current value and its target. */
export function writeMetric(w: PrefixWriter, metric: MetricSpec, current: MetricStatus | undefined): void {
  const { external, pods, object, resource, containerResource } = metric
  if (metric.type === 'External' && external) {
    const name = quote(external.metric.name)
    const average = external.target.averageValue !== undefined
    const value = current?.external?.current
    const known = !average || value?.averageValue !== undefined
    writeValue(w, `  ${name} `, external.target, known ? value : undefined, average)
  } else if (metric.type === 'Pods' && pods) {
    const value = current?.pods ? amount(current.pods.current.averageValue) : UNKNOWN
    w.write(1, `${quote(pods.metric.name)} on pods:\t${value} / ${amount(pods.target.averageValue)}\n`)
  } else if (metric.type === 'Object' && object) {
    const { kind, name } = object.describedObject
    const title = `  "${object.metric.name}" on ${kind}/${name} `
    writeValue(w, title, object.target, current?.object?.current, object.target.type === 'AverageValue')
  } else if (metric.type === 'Resource' && resource) {
    w.write(1, `resource ${resource.name} on pods`)
    writeResource(w, resource.target, current?.resource?.current)
  } else if (metric.type === 'ContainerResource' && containerResource) {
    w.write(1, `resource ${containerResource.name} of container "${containerResource.container}" on pods`)
    writeResource(w, containerResource.target, current?.containerResource?.current)
  } else w.write(1, `<unknown metric type ${quote(metric.type)}>\n`)
}

function writeValue(
  w: PrefixWriter,
  title: string,
  target: MetricTarget,
  current: MetricValueStatus | undefined,
  average: boolean,
): void {
  const field = average ? 'averageValue' : 'value'
  const value = current ? amount(current[field]) : UNKNOWN
  w.write(0, `${title}(target ${average ? 'average ' : ''}value):\t${value} / ${amount(target[field])}\n`)
}

function writeResource(w: PrefixWriter, target: MetricTarget, current: MetricValueStatus | undefined): void {
  if (target.averageValue !== undefined) {
    w.write(0, `:\t${current ? amount(current.averageValue) : UNKNOWN} / ${amount(target.averageValue)}\n`)
    return
  }
  const utilization = current?.averageUtilization
  const value = utilization === undefined ? UNKNOWN : `${utilization}% (${amount(current?.averageValue)})`
  const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`
  w.write(1, `(as a percentage of request):\t${value} / ${wanted}\n`)
}
