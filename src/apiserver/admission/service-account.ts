import type { Container, Pod, PodSpec, ServiceAccount, Volume } from '../../api/types.gen.ts'
import { generateName } from '../../apimachinery/names/generate.ts'
import { shallowCopy } from '../../apimachinery/shallow-copy.ts'
import type { WriteContext } from '../../kinds/kind.ts'
import { deriveSpec } from '../../kinds/pod/shared-spec.ts'
import { MIRROR_POD } from '../../kinds/pod/validation/annotations.ts'
import { ENFORCE_MOUNTABLE_SECRETS } from '../../kinds/serviceaccount/annotations.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'
import { refuse } from './refuse.ts'

const DEFAULT_ACCOUNT = 'default'
const VOLUME_PREFIX = 'kube-api-access-'
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount'

/** What a pod reads of the API: the same volume in every pod but for its name. */
const TOKEN_SOURCE: NonNullable<Volume['projected']> = {
  defaultMode: 0o644,
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] },
    },
  ],
}

/**
 * Gives pods their service account, its token and its pull secrets. Shares of the spec what it does not change.
 * Source: plugin/pkg/admission/serviceaccount.
 */
function admit(attributes: AdmissionAttributes, context: WriteContext): void {
  const { verb, kind, subresource, namespace, object } = attributes
  if (kind.group !== '' || kind.resource !== 'pods' || subresource !== '' || verb !== 'create') return
  const pod = object as Pod
  const spec = pod.spec!
  if (pod.metadata.annotations && Object.hasOwn(pod.metadata.annotations, MIRROR_POD)) {
    refuseMirrorPod(attributes, spec)
    return
  }
  const name = spec.serviceAccountName || DEFAULT_ACCOUNT
  const account = context.get<ServiceAccount>('serviceaccounts', namespace, name)
  if (!account) {
    const missing = `serviceaccount ${JSON.stringify(name)} not found`
    throw refuse(attributes, `error looking up service account ${namespace}/${name}: ${missing}`)
  }
  const derived = shallowCopy(spec)
  derived.serviceAccountName = name
  derived.serviceAccount = name
  if (spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true) mountToken(derived, context)
  if (!spec.imagePullSecrets?.length && account.imagePullSecrets?.length) {
    derived.imagePullSecrets = account.imagePullSecrets.map(s => ({ name: s.name }))
  }
  pod.spec = deriveSpec(spec, derived)
  const why = account.metadata.annotations?.[ENFORCE_MOUNTABLE_SECRETS] === 'true' ? unmountable(derived, account) : ''
  if (why) throw refuse(attributes, why)
}

/** Mounts the token in every container that has nothing in its place. */
function mountToken(spec: PodSpec, context: WriteContext): void {
  const before = spec.volumes?.find(v => v.name?.startsWith(VOLUME_PREFIX))
  const name = before?.name ?? generateName(VOLUME_PREFIX, context.random)
  const mount = { name, readOnly: true, mountPath: TOKEN_PATH }
  let needed = false
  const mounted = (container: Container): Container => {
    if (container.volumeMounts?.some(m => m.mountPath === TOKEN_PATH)) return container
    needed = true
    const copy = shallowCopy(container)
    copy.volumeMounts = [...(container.volumeMounts ?? []), mount]
    return copy
  }
  if (spec.initContainers) spec.initContainers = spec.initContainers.map(mounted)
  if (spec.containers) spec.containers = spec.containers.map(mounted)
  if (needed && !before) spec.volumes = [...(spec.volumes ?? []), { name, projected: TOKEN_SOURCE }]
}

/** Pods that show a kubelet's static ones must not depend on the API. */
function refuseMirrorPod(attributes: AdmissionAttributes, spec: PodSpec): void {
  if (spec.serviceAccountName) throw refuse(attributes, 'a mirror pod may not reference service accounts')
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])]
  const usesSecrets =
    spec.imagePullSecrets?.length ||
    spec.volumes?.some(v => v.secret || v.projected?.sources?.some(s => s.secret)) ||
    containers.some(c => c.env?.some(e => e.valueFrom?.secretKeyRef) || c.envFrom?.some(e => e.secretRef))
  if (usesSecrets) throw refuse(attributes, 'a mirror pod may not reference secrets')
  if (spec.volumes?.some(v => v.projected?.sources?.some(s => s.serviceAccountToken))) {
    throw refuse(attributes, 'a mirror pod may not use ServiceAccountToken volume projections')
  }
}

/** Why an account that lists its secrets does not allow a pod; '' where it does. */
function unmountable(spec: PodSpec, account: ServiceAccount): string {
  const secrets = new Set(account.secrets?.map(s => s.name))
  const because = `is not allowed because service account ${account.metadata.name} does not reference that`
  for (const { secret } of spec.volumes ?? []) {
    const name = secret?.secretName ?? ''
    if (secret && !secrets.has(name)) return `volume with secret.secretName="${name}" ${because} secret`
  }
  const lists = [
    ['init container', spec.initContainers],
    ['container', spec.containers],
  ] as const
  for (const [what, containers] of lists) {
    for (const container of containers ?? []) {
      for (const { name, valueFrom } of container.env ?? []) {
        const secret = valueFrom?.secretKeyRef
        if (!secret || secrets.has(secret.name)) continue
        return `${what} ${container.name} with envVar ${name} referencing secret.secretName="${secret.name}" ${because} secret`
      }
    }
  }
  const pullSecrets = new Set(account.imagePullSecrets?.map(s => s.name))
  const i = spec.imagePullSecrets?.findIndex(s => !pullSecrets.has(s.name)) ?? -1
  return i < 0 ? '' : `imagePullSecrets[${i}].name="${spec.imagePullSecrets![i]!.name}" ${because} imagePullSecret`
}

export const serviceAccount: AdmissionPlugin = { name: 'ServiceAccount', admit }
