import type { KubeObject } from '../../api/object.ts'
import type { ApiRequest } from '../../api/request.ts'
import type { Binding, Pod, PodCondition } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { shallowCopy } from '../../apimachinery/shallow-copy.ts'
import { share } from '../../apimachinery/shared.ts'
import { badRequest, conflict, methodNotAllowed, StatusError } from '../../apimachinery/status.ts'
import { aggregateText, type ErrorList, notSupported, path, required } from '../../apimachinery/validation/field.ts'
import { deriveSpec } from '../../kinds/pod/shared-spec.ts'
import { decode } from '../../schema/decode.ts'
import { decodeOptions } from '../registry/decode-body.ts'
import { getStored, requireNamespace } from '../registry/get.ts'
import { keyOfObject } from '../registry/keys.ts'
import type { RequestContext } from '../registry/request-context.ts'
import type { RequestInfo } from '../request-info.ts'
import type { SubresourceHandler } from './subresources.ts'

const BINDING = { group: '', version: 'v1', kind: 'Binding' }

/** POST pods/binding: gives a pod its node, once. */
export const binding: SubresourceHandler = ({ request, info, kind, context }) => {
  requireNamespace(context.environment, info.namespace)
  const pod = getStored(context.environment, kind, info.namespace, info.name) as Pod
  if (request.method !== 'POST') throw methodNotAllowed()
  const object = bindingOf(request.body, context)
  if (object.metadata?.name && object.metadata.name !== info.name)
    throw badRequest('name in URL does not match name in Binding object')
  const errors = validateTarget(object.target)
  if (errors.length) throw new StatusError(500, '', aggregateText(errors))
  const node = object.target.name!
  if (pod.metadata.deletionTimestamp)
    throw conflict(kind, info.name, `pod ${info.name} is being deleted, cannot be assigned to a host`)
  if (pod.spec?.nodeName)
    throw conflict(kind, info.name, `pod ${info.name} is already assigned to node "${pod.spec.nodeName}"`)
  if (pod.spec?.schedulingGates?.length)
    throw conflict(kind, info.name, `pod ${info.name} has non-empty .spec.schedulingGates`)
  const spec = shallowCopy(pod.spec!)
  spec.nodeName = node
  const status = shallowCopy(pod.status ?? {})
  status.conditions = scheduled(pod, formatTime(context.clock.now()))
  const placed = shallowCopy(pod)
  placed.spec = deriveSpec(pod.spec!, spec)
  placed.status = status
  context.environment.store.put(keyOfObject(kind, placed), placed)
  return { code: 201, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 } }
}

/** The scheduler's own are as they should be. */
function bindingOf(body: unknown, context: RequestContext): Binding {
  if (context.options.trusted) return body as Binding
  const { object, warnings } = decode<Binding>(body, BINDING, decodeOptions(context))
  for (const warning of warnings) context.warn(warning)
  return object
}

/**
 * A request to `bindings`, the collection that takes what a pod's own `binding` takes, as the request to that pod; any other as it is. Throws
 * BadRequest where the body does not name the pod.
 */
export function throughPod(info: RequestInfo, { method, body }: ApiRequest): RequestInfo {
  const { group, version, resource, name } = info
  if (method !== 'POST' || group !== '' || version !== 'v1' || resource !== 'bindings' || name !== '') return info
  const pod = (body as Partial<KubeObject> | undefined)?.metadata?.name
  if (typeof pod !== 'string' || pod === '') throw badRequest('Name parameter required.')
  return { ...info, resource: 'pods', name: pod, subresource: 'binding' }
}

/** What a pod that had no conditions has once it is bound; the same for all that are bound at once. */
let bound: PodCondition[] = []

function validateTarget({ kind = '', name = '' }: Binding['target'] = {}): ErrorList {
  const at = path('target')
  return [
    ...(kind === '' || kind === 'Node' ? [] : [notSupported(at.child('kind'), kind, ['Node', '<empty>'], 'given')]),
    ...(name === '' ? [required(at.child('name'))] : []),
  ]
}

function scheduled(pod: Pod, now: string): PodCondition[] {
  const generation = pod.metadata.generation
  const others = (pod.status?.conditions ?? []).filter(c => c.type !== 'PodScheduled')
  const [last] = bound
  if (others.length === 0 && last?.lastTransitionTime === now && last.observedGeneration === (generation || undefined))
    return bound
  const condition = {
    lastProbeTime: null,
    type: 'PodScheduled',
    status: 'True',
    lastTransitionTime: now,
    ...(generation ? { observedGeneration: generation } : {}),
  } as unknown as PodCondition
  if (others.length > 0) return [...others, condition]
  bound = share([condition])
  return bound
}
