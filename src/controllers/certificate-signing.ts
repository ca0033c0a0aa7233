import type { CertificateSigningRequest, CertificateSigningRequestCondition } from '../api/types.gen.ts'
import { formatTime } from '../apimachinery/clock.ts'
import { issueCertificate } from './certificate-signing/certificate.ts'
import { type Controller, type ControllerContext, keyOfPresent } from './controller.ts'

const REQUESTS = 'certificatesigningrequests.certificates.k8s.io'
const YEAR = 365 * 24 * 3600
/** Certificates begin a little earlier: clocks differ. */
const BACKDATE = 5 * 60

/** The usages that each of Kubernetes' own signers allows, and the one that it wants. */
const SIGNERS: Record<string, { allowed: readonly string[]; wanted: string }> = {
  'kubernetes.io/kube-apiserver-client': {
    allowed: ['digital signature', 'key encipherment', 'client auth'],
    wanted: 'client auth',
  },
  'kubernetes.io/kube-apiserver-client-kubelet': {
    allowed: ['digital signature', 'key encipherment', 'client auth'],
    wanted: 'client auth',
  },
  'kubernetes.io/kubelet-serving': {
    allowed: ['digital signature', 'key encipherment', 'server auth'],
    wanted: 'server auth',
  },
}

function sync(name: string, context: ControllerContext): void {
  const request = context.get<CertificateSigningRequest>(REQUESTS, '', name)
  if (!request) return
  const conditions = request.status?.conditions ?? []
  const has = (type: string) => conditions.some(c => c.type === type)
  if (!has('Approved') || has('Denied') || has('Failed') || request.status?.certificate) return
  const signer = Object.hasOwn(SIGNERS, request.spec.signerName) ? SIGNERS[request.spec.signerName]! : undefined
  if (!signer) return
  const { usages = [], expirationSeconds = YEAR } = request.spec
  if (!usages.includes(signer.wanted) || usages.some(usage => !signer.allowed.includes(usage))) {
    const failed = failure(`usages did not match [${usages.join(' ')}]`, context)
    context.updateStatus(REQUESTS, { ...request, status: { ...request.status, conditions: [...conditions, failed] } })
    return
  }
  const now = context.clock.now().getTime()
  const validity = {
    from: new Date(now - BACKDATE * 1000),
    to: new Date(now - BACKDATE * 1000 + Math.min(expirationSeconds, YEAR) * 1000),
  }
  const pem = issue(Buffer.from(request.spec.request, 'base64').toString(), usages, validity, context)
  if (pem === undefined) return
  const certificate = Buffer.from(pem).toString('base64')
  context.updateStatus(REQUESTS, { ...request, status: { ...request.status, certificate } })
}

/** The certificate; undefined where the request cannot be read: a signer lets it lie then, without a condition (signer.handle). */
function issue(
  pem: string,
  usages: readonly string[],
  validity: { from: Date; to: Date },
  { random }: ControllerContext,
): string | undefined {
  try {
    return issueCertificate(pem, usages, validity, random)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function failure(message: string, { clock }: ControllerContext): CertificateSigningRequestCondition {
  const time = formatTime(clock.now())
  const reason = 'SignerValidationFailure'
  return { type: 'Failed', status: 'True', reason, message, lastUpdateTime: time, lastTransitionTime: time }
}

/** Signs the approved requests to Kubernetes' own signers. */
export const certificateSigningController: Controller = {
  name: 'certificatesigningrequest-signing-controller',
  manager: 'kube-controller-manager',
  watches: { [REQUESTS]: keyOfPresent },
  sync,
}
