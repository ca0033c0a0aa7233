import type { Endpoints, Pod } from '../../api/types.gen.ts'
import { badRequest, StatusError } from '../../apimachinery/status.ts'
import { queryText } from '../answer.ts'
import { getStored, requireNamespace } from '../registry/get.ts'
import { containerNames } from './containers.ts'
import type { SubresourceHandler } from './subresources.ts'

const SIMULATED = 'the nodes of this cluster are simulated and run no containers'

/** pods/exec, attach and portforward: there is nothing to connect to, but what is wrong with the request is told first. */
export const connect: SubresourceHandler = ({ request, info, kind, context }) => {
  requireNamespace(context.environment, info.namespace)
  const pod = getStored(context.environment, kind, info.namespace, info.name) as Pod
  if (info.subresource !== 'portforward') {
    const container = queryText(request, 'container')
    const names = containerNames(pod)
    if (container !== '' && !names.includes(container))
      throw badRequest(`container ${container} is not valid for pod ${info.name}`)
  }
  if (!pod.spec?.nodeName) throw badRequest(`pod ${info.name} does not have a host assigned`)
  throw new StatusError(500, '', `error dialing backend: ${SIMULATED}`)
}

/** pods/proxy, services/proxy and nodes/proxy: nobody answers behind them. */
export const proxy: SubresourceHandler = ({ info, kind, context }) => {
  requireNamespace(context.environment, info.namespace)
  // "https:web:8080" names a port and a scheme, too
  const parts = info.name.split(':')
  const name = (parts.length > 1 && ['http', 'https', ''].includes(parts[0]!) ? parts[1] : parts[0]) ?? ''
  getStored(context.environment, kind, info.namespace, name)
  const endpoints = context.get<Endpoints>('endpoints', info.namespace, name)
  if (kind.resource === 'services' && !endpoints?.subsets?.some(s => s.addresses?.length))
    throw new StatusError(503, 'ServiceUnavailable', `no endpoints available for service ${JSON.stringify(info.name)}`)
  throw new StatusError(503, 'ServiceUnavailable', `error trying to reach service: ${SIMULATED}`)
}
