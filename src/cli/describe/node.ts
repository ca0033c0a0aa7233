import type { KubeObject } from '../../api/object.ts'
import type { Event, Lease, Node, Pod, ResourceSlice } from '../../api/types.gen.ts'
import { canonicalQuantity } from '../../apimachinery/quantity.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { getObject, listObjects } from '../../client/client.ts'
import type { DescribeContext } from './describer.ts'
import { eventReference, eventsFor, writeEvents } from './events.ts'
import { writeAnnotations, writeLabels } from './labels.ts'
import { listInChunks } from './list.ts'
import { writeNodeResources } from './node-resources.ts'
import { describeText, type PrefixWriter } from './prefix-writer.ts'
import { writeResourceSlices } from './resource-slices.ts'
import { rfc1123z } from './times.ts'
import { writeTaints } from './tolerations.ts'

const PODS = { group: '', version: 'v1', resource: 'pods' }
const LEASES = { group: 'coordination.k8s.io', version: 'v1', resource: 'leases' }
const RESOURCE_SLICES = { group: 'resource.k8s.io', version: 'v1', resource: 'resourceslices' }
const ROLE_PREFIX = 'node-role.kubernetes.io/'
const ROLE_LABEL = 'kubernetes.io/role'

const SYSTEM_INFO = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
] as const

/** kubectl describe (NodeDescriber). */
export async function describeNode(object: KubeObject, context: DescribeContext): Promise<string> {
  const node = object as Node
  const name = node.metadata.name ?? ''
  const pods = await podsOf(name, context)
  const events = await nodeEvents(node, context)
  const slices = await listObjects<ResourceSlice>(context.client, RESOURCE_SLICES, '', {
    fieldSelector: `spec.nodeName=${name}`,
  }).catch(() => [])
  const lease = await getObject<Lease>(context.client, LEASES, 'kube-node-lease', name).catch((error: Error) => error)
  return describeText(w => {
    writeIdentity(w, node)
    writeLease(w, lease)
    writeStatus(w, node)
    if (slices.length > 0) writeResourceSlices(w, slices)
    writeSystem(w, node)
    if (pods) writeNodeResources(w, node, pods, context.now)
    else w.write(0, 'Pods:\tnot authorized\n')
    writeEvents(w, events, context.now)
  })
}

/** The pods of a node that have not ended; undefined where the user may not see pods. Throws StatusError. */
async function podsOf(node: string, context: DescribeContext): Promise<Pod[] | undefined> {
  const fieldSelector = `spec.nodeName=${node},status.phase!=Succeeded,status.phase!=Failed`
  return listInChunks<Pod>(context, PODS, '', { fieldSelector }).catch(error => {
    if (error instanceof StatusError && error.status.code === 403) return undefined
    throw error
  })
}

/** Controllers name a node by its UID, kubelets by its name in place of that. */
async function nodeEvents(node: Node, context: DescribeContext): Promise<readonly Event[] | undefined> {
  const reference = eventReference(node)
  const ofControllers = await eventsFor(context, reference)
  const ofKubelet = await eventsFor(context, { ...reference, uid: reference.name })
  return ofControllers && [...ofControllers, ...(ofKubelet ?? [])]
}

function writeIdentity(w: PrefixWriter, node: Node): void {
  const { metadata, spec } = node
  w.write(0, `Name:\t${metadata.name ?? ''}\n`)
  w.write(0, `Roles:\t${nodeRoles(node).join(',') || '<none>'}\n`)
  writeLabels(w, 'Labels', metadata.labels)
  writeAnnotations(w, 'Annotations', metadata.annotations)
  w.write(0, `CreationTimestamp:\t${rfc1123z(metadata.creationTimestamp)}\n`)
  writeTaints(w, 'Taints', spec?.taints)
  w.write(0, `Unschedulable:\t${spec?.unschedulable ?? false}\n`)
}

function nodeRoles({ metadata }: Node): string[] {
  const labels = Object.entries(metadata.labels ?? {})
  const roles = labels.map(([key, value]) =>
    key.startsWith(ROLE_PREFIX) ? key.slice(ROLE_PREFIX.length) : key === ROLE_LABEL ? value : '',
  )
  return [...new Set(roles.filter(role => role !== ''))].sort()
}

function writeLease(w: PrefixWriter, lease: Lease | Error): void {
  if (lease instanceof Error) {
    w.write(0, `Lease:\tFailed to get lease: ${lease.message}\n`)
    return
  }
  const { holderIdentity, acquireTime, renewTime } = lease.spec ?? {}
  w.write(0, 'Lease:\n')
  w.write(1, `HolderIdentity:\t${holderIdentity ?? '<unset>'}\n`)
  w.write(1, `AcquireTime:\t${acquireTime ? rfc1123z(acquireTime) : '<unset>'}\n`)
  w.write(1, `RenewTime:\t${renewTime ? rfc1123z(renewTime) : '<unset>'}\n`)
}

function writeStatus(w: PrefixWriter, { status = {} }: Node): void {
  if (status.conditions?.length) {
    w.write(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n')
    w.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n')
    for (const c of status.conditions) {
      const times = `${rfc1123z(c.lastHeartbeatTime)} \t${rfc1123z(c.lastTransitionTime)}`
      w.write(1, `${c.type} \t${c.status} \t${times} \t${c.reason ?? ''} \t${c.message ?? ''}\n`)
    }
  }
  w.write(0, 'Addresses:\n')
  for (const { type, address } of status.addresses ?? []) w.write(1, `${type}:\t${address}\n`)
  writeResourceList(w, 'Capacity', status.capacity)
  writeResourceList(w, 'Allocatable', status.allocatable)
}

function writeResourceList(w: PrefixWriter, title: string, list: Record<string, string> = {}): void {
  const names = Object.keys(list).sort()
  if (names.length > 0) w.write(0, `${title}:\n`)
  for (const name of names) w.write(0, `  ${name}:\t${canonicalQuantity(list[name]!)}\n`)
}

function writeSystem(w: PrefixWriter, { spec, status }: Node): void {
  w.write(0, 'System Info:\n')
  for (const [title, field] of SYSTEM_INFO) w.write(0, `  ${title}:\t${status?.nodeInfo?.[field] ?? ''}\n`)
  if (spec?.podCIDR) w.write(0, `PodCIDR:\t${spec.podCIDR}\n`)
  if (spec?.podCIDRs?.length) w.write(0, `PodCIDRs:\t${spec.podCIDRs.join(',')}\n`)
  if (spec?.providerID) w.write(0, `ProviderID:\t${spec.providerID}\n`)
}
