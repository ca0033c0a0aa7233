import type { Node, NodeCondition, NodeStatus } from '../api/types.gen.ts'
import type { Clock } from '../apimachinery/clock.ts'
import { formatTime } from '../apimachinery/clock.ts'
import type { Random } from '../apimachinery/random.ts'

/** What a simulated machine has, unless the Node's own status says otherwise. */
const MACHINE_RESOURCES = {
  cpu: '8',
  'ephemeral-storage': '61202244Ki',
  'hugepages-1Gi': '0',
  'hugepages-2Mi': '0',
  memory: '16374412Ki',
  pods: '110',
}

const RUNTIME_FEATURES = { recursiveReadOnlyMounts: true, userNamespaces: true }

/** Type, status, reason and message of the conditions of a healthy node, in the order in which a kubelet sets them. */
const HEALTHY: readonly [string, string, string, string][] = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
]

/**
 * A Node with everything that a kubelet reports when it registers: labels of the machine, capacity, conditions, addresses, system
 * information. What the Node already says (labels, capacity, a condition, an address) is kept. Gives back the same object when it
 * lacks nothing.
 */
export function registerNode(node: Node, address: string, clock: Clock, random: Random): Node {
  const labelled = withMachineLabels(node)
  const status = registeredStatus(node, address, clock, random)
  return status === node.status ? labelled : { ...labelled, status }
}

/** The Node with the labels and annotations that kubelet and node controllers give every node. */
export function withMachineLabels(node: Node): Node {
  const labels: Record<string, string> = {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': node.metadata.name!,
    'kubernetes.io/os': 'linux',
    ...node.metadata.labels,
  }
  const annotations: Record<string, string> = {
    'node.alpha.kubernetes.io/ttl': '0',
    'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
    ...node.metadata.annotations,
  }
  const complete =
    Object.keys(labels).length === Object.keys(node.metadata.labels ?? {}).length &&
    Object.keys(annotations).length === Object.keys(node.metadata.annotations ?? {}).length
  return complete ? node : { ...node, metadata: { ...node.metadata, labels, annotations } }
}

/** The status with all that a kubelet reports and the Node does not say yet; the same object when nothing is missing. */
export function registeredStatus(node: Node, address: string, clock: Clock, random: Random): NodeStatus {
  const was: NodeStatus = node.status ?? {}
  const missing = HEALTHY.filter(([type]) => !was.conditions?.some(c => c.type === type))
  const lacksResource = Object.keys(MACHINE_RESOURCES).some(r => !was.capacity?.[r] || !was.allocatable?.[r])
  if (missing.length === 0 && !lacksResource && was.addresses?.length && was.nodeInfo?.kubeletVersion) return was
  const now = formatTime(clock.now())
  const capacity = { ...MACHINE_RESOURCES, ...was.capacity }
  return {
    ...was,
    addresses: was.addresses?.length
      ? was.addresses
      : [
          { address, type: 'InternalIP' },
          { address: node.metadata.name!, type: 'Hostname' },
        ],
    allocatable: { ...capacity, ...was.allocatable },
    capacity,
    conditions: [...(was.conditions ?? []), ...missing.map(facts => condition(facts, now))],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    features: { supplementalGroupsPolicy: true },
    nodeInfo: was.nodeInfo?.kubeletVersion ? was.nodeInfo : systemInfo(random),
    runtimeHandlers: [
      { features: RUNTIME_FEATURES, name: '' },
      { features: RUNTIME_FEATURES, name: 'runc' },
    ],
  }
}

function condition(
  [type, status, reason, message]: readonly [string, string, string, string],
  now: string,
): NodeCondition {
  return { lastHeartbeatTime: now, lastTransitionTime: now, message, reason, status, type }
}

function systemInfo(random: Random): NonNullable<NodeStatus['nodeInfo']> {
  return {
    architecture: 'amd64',
    bootID: random.uuid(),
    containerRuntimeVersion: 'containerd://2.2.1',
    kernelVersion: '6.12.57+deb13-amd64',
    kubeProxyVersion: '',
    kubeletVersion: 'v1.36.2',
    machineID: random.hex(32),
    operatingSystem: 'linux',
    osImage: 'Debian GNU/Linux 13 (trixie)',
    systemUUID: random.uuid(),
  }
}
