import type { Node, Pod } from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import { canonicalQuantity, milliValueOf, wholeValueOf } from '../../apimachinery/quantity.ts'
import { addResources, podLimits, podRequests } from './pod-resources.ts'
import type { PrefixWriter } from './prefix-writer.ts'

type ResourceList = Record<string, string>

/** What Go makes of a quotient by zero as an integer. */
const NOT_A_NUMBER = '-9223372036854775808'

/** The pods of a node and what it has given away to them. */
export function writeNodeResources(w: PrefixWriter, node: Node, pods: readonly Pod[], now: Date): void {
  const { capacity = {}, allocatable = {} } = node.status ?? {}
  const available = Object.keys(allocatable).length > 0 ? allocatable : capacity
  writePods(w, pods, available, now)
  const requests: ResourceList = {}
  const limits: ResourceList = {}
  for (const pod of pods) {
    addResources(requests, podRequests(pod, false))
    addResources(limits, podLimits(pod, false))
  }
  w.write(0, 'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n')
  w.write(1, 'Resource\tRequests\tLimits\n')
  w.write(1, '--------\t--------\t------\n')
  const shares = (name: string): string => [requests, limits].map(list => share(list, available, name, '0')).join('\t')
  for (const name of ['cpu', 'memory', 'ephemeral-storage']) w.write(1, `${name}\t${shares(name)}\n`)
  const names = Object.keys(available).sort()
  for (const name of names.filter(isHugePages)) w.write(1, `${name}\t${shares(name)}\n`)
  for (const name of names.filter(isExtended)) {
    w.write(1, `${name}\t${amount(requests, name)}\t${amount(limits, name)}\n`)
  }
}

function writePods(w: PrefixWriter, pods: readonly Pod[], available: ResourceList, now: Date): void {
  w.write(0, `Non-terminated Pods:\t(${pods.length} in total)\n`)
  w.write(1, 'Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n')
  w.write(1, '---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n')
  for (const pod of pods) {
    const lists = [podRequests(pod, true), podLimits(pod, true)]
    const shares = ['cpu', 'memory'].flatMap(name => lists.map(list => share(list, available, name, NOT_A_NUMBER)))
    const age = translateTimestampSince(pod.metadata.creationTimestamp, now)
    w.write(1, `${pod.metadata.namespace ?? ''}\t${pod.metadata.name ?? ''}\t\t${shares.join('\t')}\t${age}\n`)
  }
}

const isHugePages = (name: string): boolean => name.startsWith('hugepages-')
const isExtended = (name: string): boolean =>
  !isHugePages(name) && !['cpu', 'memory', 'ephemeral-storage', 'pods'].includes(name)

const raw = (list: ResourceList, name: string): string => (Object.hasOwn(list, name) ? list[name]! : '0')
const amount = (list: ResourceList, name: string): string => canonicalQuantity(raw(list, name))

/** An amount and how much of the node that is, in whole percent: `250m (12%)`; `none` is for a node that has nothing. */
function share(list: ResourceList, available: ResourceList, name: string, none: string): string {
  const read = name === 'cpu' ? milliValueOf : wholeValueOf
  const total = read(raw(available, name))
  const percent = total === 0 ? none : String(Math.trunc((read(raw(list, name)) / total) * 100))
  return `${amount(list, name)} (${percent}%)`
}
