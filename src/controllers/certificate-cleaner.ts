import type { CertificateSigningRequest } from '../api/types.gen.ts'
import { type Controller, type ControllerContext, keyOfPresent } from './controller.ts'

const REQUESTS = 'certificatesigningrequests.certificates.k8s.io'
const HOUR = 3600_000
/** How long requests are kept: those that nobody has decided about, and those that somebody has. */
const PENDING = 24 * HOUR
const DECIDED = HOUR

function sync(name: string, context: ControllerContext): void {
  const request = context.get<CertificateSigningRequest>(REQUESTS, '', name)
  if (!request) return
  const decided = (request.status?.conditions ?? []).flatMap(c =>
    c.lastUpdateTime ? [Date.parse(c.lastUpdateTime)] : [],
  )
  const end = decided.length
    ? Math.max(...decided) + DECIDED
    : Date.parse(request.metadata.creationTimestamp ?? '') + PENDING
  if (end <= context.clock.now().getTime()) context.delete(REQUESTS, '', name)
  else context.requeueAt(name, new Date(end))
}

/** Takes away requests for certificates that have had their time. */
export const certificateCleaner: Controller = {
  name: 'certificatesigningrequest-cleaner-controller',
  manager: 'kube-controller-manager',
  watches: { [REQUESTS]: keyOfPresent },
  sync,
}
