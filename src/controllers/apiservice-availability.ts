import type { APIService, EndpointSlice, Service } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { quote } from '../apimachinery/quote.ts'
import type { Change } from '../storage/store.ts'
import { type Controller, type ControllerContext, keyOfPresent } from './controller.ts'

const API_SERVICES = 'apiservices.apiregistration.k8s.io'
const SLICES = 'endpointslices.discovery.k8s.io'
const SERVICE_NAME = 'kubernetes.io/service-name'
const HTTPS = 443

interface Availability {
  status: 'True' | 'False'
  reason: string
  message: string
}

function sync(name: string, context: ControllerContext): void {
  const apiService = context.get<APIService>(API_SERVICES, '', name)
  if (!apiService?.spec) return
  const now = availabilityOf(apiService.spec, context)
  const conditions = apiService.status?.conditions ?? []
  const before = conditions.find(c => c.type === 'Available')
  if (before?.status === now.status && before.reason === now.reason && before.message === now.message) return
  const isSame = before?.status === now.status
  const lastTransitionTime = isSame ? before.lastTransitionTime : formatTime(context.clock.now())
  const available = { lastTransitionTime, ...now, type: 'Available' } as (typeof conditions)[number]
  const others = conditions.filter(c => c !== before)
  context.updateStatus<APIService>(API_SERVICES, { ...apiService, status: { conditions: [...others, available] } })
}

/** What the aggregator finds when it asks the server of a group's version (its status available controllers). No server answers here. */
function availabilityOf(spec: NonNullable<APIService['spec']>, context: ControllerContext): Availability {
  if (!spec.service) return { status: 'True', reason: 'Local', message: 'Local APIServices are always available' }
  const { namespace = '', name = '', port = HTTPS } = spec.service
  const which = `service/${name} in ${quote(namespace)}`
  const no = (reason: string, message: string): Availability => ({ status: 'False', reason, message })
  const service = context.get<Service>('services', namespace, name)
  if (!service) return no('ServiceNotFound', `${which} is not present`)
  if (service.spec?.type === 'ClusterIP') {
    const listening = service.spec.ports?.find(p => p.port === port)
    if (!listening) return no('ServicePortError', `${which} is not listening on port ${port}`)
    const portName = listening.name ?? ''
    const slices = context
      .list<EndpointSlice>(SLICES, namespace)
      .filter(slice => slice.metadata.labels?.[SERVICE_NAME] === name)
    if (slices.length === 0) return no('EndpointsNotFound', `cannot find endpointslices for ${which}`)
    const reachable = slices.some(
      slice =>
        slice.ports?.some(p => (p.name ?? '') === portName) &&
        slice.endpoints?.some(e => e.conditions?.ready !== false),
    )
    if (!reachable)
      return no('MissingEndpoints', `endpoints for ${which} have no addresses with port name ${quote(portName)}`)
  }
  const host = `${service.spec?.clusterIP ?? ''}:${port}`
  const url = `https://${host}/apis/${spec.group}/${spec.version}`
  const refused = `Get ${quote(url)}: dial tcp ${host}: connect: connection refused`
  return no('FailedDiscoveryCheck', `failing or missing response from ${url}: ${refused}`)
}

/** The API services that a service stands behind. */
function keysOfService(namespace: string, name: string, context: ControllerContext): string[] {
  return context
    .list<APIService>(API_SERVICES)
    .filter(({ spec }) => spec?.service?.name === name && spec.service.namespace === namespace)
    .map(({ metadata }) => metadata.name!)
}

function keysOfSlice({ object }: Change, context: ControllerContext): string[] {
  const name = object.metadata.labels?.[SERVICE_NAME]
  return name === undefined ? [] : keysOfService(object.metadata.namespace!, name, context)
}

/** Says of every API service whether the server behind it can be reached. */
export const apiServiceAvailabilityController: Controller = {
  name: 'apiservice-status-available-controller',
  manager: 'kube-apiserver',
  watches: {
    [API_SERVICES]: keyOfPresent,
    services: ({ object }, context) => keysOfService(object.metadata.namespace!, object.metadata.name!, context),
    [SLICES]: keysOfSlice,
  },
  sync,
}
