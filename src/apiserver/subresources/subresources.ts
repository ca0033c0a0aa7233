import type { ApiRequest } from '../../api/request.ts'
import type { Kind } from '../../kinds/kind.ts'
import { resourceId } from '../../kinds/registry.ts'
import type { Answer } from '../answer.ts'
import type { Admission } from '../registry/admit.ts'
import type { RequestContext } from '../registry/request-context.ts'
import { partOf } from '../registry/update.ts'
import type { RequestInfo } from '../request-info.ts'
import { approval } from './approval.ts'
import { binding } from './binding.ts'
import { connect, proxy } from './connect.ts'
import { eviction } from './eviction.ts'
import { finalize } from './finalize.ts'
import { log } from './log.ts'
import { part } from './part.ts'
import { scale } from './scale.ts'
import { token } from './token.ts'

/** What a handler answers to, and by what. */
export interface SubresourceRequest {
  request: ApiRequest
  info: RequestInfo
  kind: Kind
  context: RequestContext
  admission: Admission
}

/** Answers a request to a subresource. Throws StatusError. */
export type SubresourceHandler = (request: SubresourceRequest) => Answer

const OF_ONE_RESOURCE: Record<string, SubresourceHandler> = {
  'pods/binding': binding,
  'pods/eviction': eviction,
  'certificatesigningrequests.certificates.k8s.io/approval': approval,
  'namespaces/finalize': finalize,
  'nodes/proxy': proxy,
  'pods/attach': connect,
  'pods/exec': connect,
  'pods/log': log,
  'pods/portforward': connect,
  'pods/proxy': proxy,
  'serviceaccounts/token': token,
  'services/proxy': proxy,
}

/** The endpoints of objects' parts. */
export const subresources = {
  /** The handler of a kind's subresource, or undefined where there is none. */
  get(kind: Kind, name: string): SubresourceHandler | undefined {
    const id = `${resourceId(kind.group, kind.resource)}/${name}`
    if (Object.hasOwn(OF_ONE_RESOURCE, id)) return OF_ONE_RESOURCE[id]
    if (name === 'scale') return kind.scale && scale
    return partOf(kind, name) && part
  },
}
