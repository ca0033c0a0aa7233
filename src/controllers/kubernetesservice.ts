import type { KubeObject } from '../api/object.ts'
import type { EndpointSlice, Endpoints, Service } from '../api/types.gen.ts'
import { equal } from '../apimachinery/equality.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, objectKey } from './controller.ts'
import { ENDPOINT_SLICES, SERVICE_NAME } from './service-endpoints/slice-labels.ts'

const NAMESPACE = 'default'
const NAME = 'kubernetes'
const KEY = `${NAMESPACE}/${NAME}`
const SERVICE_IP = '10.96.0.1'
const API_SERVER_IP = '172.18.0.2'
const API_SERVER_PORT = { name: 'https', port: 6443, protocol: 'TCP' }
const SKIP_MIRROR = 'endpointslice.kubernetes.io/skip-mirror'

/** Keeps the service by which pods find the API server, with its Endpoints and slice: they come back when they are deleted. */
export const kubernetesServiceController: Controller = {
  name: 'kubernetesservice',
  manager: 'kube-apiserver',
  watches: {
    services: keyOfOwn,
    endpoints: keyOfOwn,
    [ENDPOINT_SLICES]: keyOfOwn,
  },
  sync(key, context) {
    if (key !== KEY || context.get('namespaces', '', NAMESPACE)?.metadata.deletionTimestamp) return
    if (!context.get('services', NAMESPACE, NAME)) context.create('services', kubernetesService())
    const endpoints = reconcileEndpoints(context)
    reconcileSlice(endpoints, context)
  },
}

function keyOfOwn(change: Change): string[] {
  return objectKey(change.object) === KEY ? [KEY] : []
}

function kubernetesService(): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: NAME, namespace: NAMESPACE, labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: API_SERVER_PORT.port }],
      clusterIP: SERVICE_IP,
      ipFamilyPolicy: 'SingleStack',
      sessionAffinity: 'None',
      type: 'ClusterIP',
    },
  }
}

function reconcileEndpoints(context: ControllerContext): Endpoints {
  const subsets = [{ addresses: [{ ip: API_SERVER_IP }], ports: [API_SERVER_PORT] }]
  const current = context.get<Endpoints>('endpoints', NAMESPACE, NAME)
  const labels = { ...current?.metadata.labels, [SKIP_MIRROR]: 'true' }
  if (current && equal(current.subsets, subsets) && equal(current.metadata.labels, labels)) return current
  const metadata = current ? { ...current.metadata, labels } : { name: NAME, namespace: NAMESPACE, labels }
  return write('endpoints', { apiVersion: 'v1', kind: 'Endpoints', metadata, subsets }, current, context)
}

function reconcileSlice(endpoints: Endpoints, context: ControllerContext): void {
  const { [SKIP_MIRROR]: _, ...labels } = endpoints.metadata.labels ?? {}
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: NAME, namespace: NAMESPACE, labels: { ...labels, [SERVICE_NAME]: NAME } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [API_SERVER_IP], conditions: { ready: true } }],
    ports: [API_SERVER_PORT],
  }
  let current = context.get<EndpointSlice>(ENDPOINT_SLICES, NAMESPACE, NAME)
  if (current && current.addressType !== slice.addressType) {
    context.delete(ENDPOINT_SLICES, NAMESPACE, NAME)
    current = undefined
  }
  const same =
    current &&
    equal(current.endpoints, slice.endpoints) &&
    equal(current.ports, slice.ports) &&
    equal(current.metadata.labels, slice.metadata.labels)
  if (!same) write(ENDPOINT_SLICES, slice, current, context)
}

function write<T extends KubeObject>(
  resource: string,
  object: T,
  current: T | undefined,
  context: ControllerContext,
): T {
  return current ? context.update(resource, object) : context.create(resource, object)
}
