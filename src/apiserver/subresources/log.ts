import type { ApiRequest } from '../../api/request.ts'
import type { Pod } from '../../api/types.gen.ts'
import { badRequest, invalidObject, methodNotAllowed } from '../../apimachinery/status.ts'
import { type ErrorList, forbidden, invalid, path } from '../../apimachinery/validation/field.ts'
import { isTrue, queryInteger, queryText } from '../answer.ts'
import { getStored, requireNamespace } from '../registry/get.ts'
import { containerNames } from './containers.ts'
import type { SubresourceHandler } from './subresources.ts'

/** GET pods/log: nothing, as containers are not run; what the API server and the kubelet refuse is refused. Source: LogLocation. */
export const log: SubresourceHandler = ({ request, info, kind, context }) => {
  if (request.method !== 'GET') throw methodNotAllowed()
  requireNamespace(context.environment, info.namespace)
  const errors = validate(request)
  if (errors.length) throw invalidObject('PodLogOptions', '', info.name, errors)
  const pod = getStored(context.environment, kind, info.namespace, info.name) as Pod
  const name = containerOf(pod, queryText(request, 'container'))
  const where = `container ${JSON.stringify(name)} in pod ${JSON.stringify(info.name)}`
  if (pod.spec?.nodeName) {
    if (isTrue(queryText(request, 'previous'))) throw badRequest(`previous terminated ${where} not found`)
    const { waiting } = statusOf(pod, name)?.state ?? {}
    if (waiting) throw badRequest(`${where} is waiting to start: ${waiting.reason ?? ''}`)
  }
  return { code: 200, body: '', contentType: 'text/plain' }
}

/** The container that is asked for, or the only one. Throws BadRequest. */
function containerOf(pod: Pod, wanted: string): string {
  const { name = '' } = pod.metadata
  const names = containerNames(pod)
  if (wanted !== '') {
    if (!names.includes(wanted)) throw badRequest(`container ${wanted} is not valid for pod ${name}`)
    return wanted
  }
  const { containers = [], initContainers = [] } = pod.spec ?? { containers: [] }
  if (containers.length === 1) return containers[0]!.name
  const list = (of: readonly { name: string }[]) => `[${of.map(c => c.name).join(' ')}]`
  const init = initContainers.length ? ` or one of the init containers: ${list(initContainers)}` : ''
  throw badRequest(`a container name must be specified for pod ${name}, choose one of: ${list(containers)}${init}`)
}

function statusOf({ status = {} }: Pod, name: string) {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = status
  return [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses].find(s => s.name === name)
}

/** Source: ValidatePodLogOptions. */
function validate(request: ApiRequest): ErrorList {
  const errors: ErrorList = []
  const least = (name: string, minimum: number) => {
    const value = queryInteger(request, name)
    const why = minimum === 0 ? 'must be greater than or equal to 0' : `must be greater than ${minimum - 1}`
    if (value !== undefined && value < minimum) errors.push(invalid(path(name), value, why))
  }
  least('tailLines', 0)
  least('limitBytes', 1)
  if (queryText(request, 'sinceSeconds') !== '' && queryText(request, 'sinceTime') !== '')
    errors.push(forbidden('', 'at most one of `sinceTime` or `sinceSeconds` may be specified'))
  else least('sinceSeconds', 1)
  return errors
}
