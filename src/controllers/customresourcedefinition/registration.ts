import type { APIService, CustomResourceDefinition } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { isEstablished } from '../../kinds/customresource/definitions.ts'
import type { ControllerContext } from '../controller.ts'

const API_SERVICES = 'apiservices.apiregistration.k8s.io'
const MANAGED = 'kube-aggregator.kubernetes.io/automanaged'

/** Gives every version of a group that definitions serve its APIService, and takes those of others away. */
export function registerVersions(
  group: string,
  definitions: readonly CustomResourceDefinition[],
  context: ControllerContext,
): void {
  const served = new Set(
    definitions
      .filter(d => d.spec.group === group && isEstablished(d))
      .flatMap(d => d.spec.versions.filter(v => v.served).map(v => v.name)),
  )
  for (const version of served)
    if (!context.get(API_SERVICES, '', `${version}.${group}`)) register(group, version, context)
  for (const { metadata, spec } of context.list<APIService>(API_SERVICES))
    if (spec?.group === group && metadata.labels?.[MANAGED] === 'true' && !served.has(spec.version ?? ''))
      context.delete(API_SERVICES, '', metadata.name!)
}

function register(group: string, version: string, context: ControllerContext): void {
  const service = context.create<APIService>(API_SERVICES, {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: `${version}.${group}`, labels: { [MANAGED]: 'true' } },
    spec: { group, groupPriorityMinimum: 1000, version, versionPriority: 100 },
  })
  const condition = {
    lastTransitionTime: formatTime(context.clock.now()),
    message: 'Local APIServices are always available',
    reason: 'Local',
    status: 'True',
    type: 'Available',
  }
  if (!service.status?.conditions?.length)
    context.updateStatus<APIService>(API_SERVICES, { ...service, status: { conditions: [condition] } })
}
