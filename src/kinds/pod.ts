import type { Pod } from '../api/types.gen.ts'
import { path } from '../apimachinery/validation/field.ts'
import { isDNS1123Label, nameIsDNSSubdomain } from '../apimachinery/validation/names.ts'
import { kind } from './kind.ts'
import { prepareEphemeralContainersUpdate } from './pod/ephemeral-containers.ts'
import { preparePodResize, validatePodResize } from './pod/resize.ts'
import { podRow } from './pod/row.ts'
import { podSpecFromTemplate, warningsOfSpec } from './pod/shared-spec.ts'
import { preparePodForCreate, preparePodForStatusUpdate, preparePodForUpdate } from './pod/status.ts'
import { validatePodCreate } from './pod/validation/pod.ts'
import { validatePodStatusUpdate } from './pod/validation/status.ts'
import { validateEphemeralContainersUpdate, validatePodUpdate } from './pod/validation/update.ts'
import { podAnnotationWarnings, podSpecWarnings } from './pod/warnings.ts'

/**
 * Pods. No hook changes pod.spec in place: it may be shared by all pods of a template (see pod/shared-spec.ts), so each sets another
 * spec instead, and whoever calls them may hand in a shared one.
 */
export const pod = kind<Pod>({
  group: '',
  version: 'v1',
  kind: 'Pod',
  resource: 'pods',
  namespaced: true,
  storagePrefix: 'pods',
  validateName: nameIsDNSSubdomain,
  setDefaults(pod) {
    pod.spec = podSpecFromTemplate(pod.spec)
  },
  prepareForCreate: preparePodForCreate,
  prepareForUpdate: preparePodForUpdate,
  validate: validatePodCreate,
  validateUpdate: validatePodUpdate,
  warnings: podWarnings,
  status: {
    prepareForUpdate: preparePodForStatusUpdate,
    validateUpdate: validatePodStatusUpdate,
  },
  parts: {
    ephemeralcontainers: {
      prepareForUpdate: prepareEphemeralContainersUpdate,
      validateUpdate: validateEphemeralContainersUpdate,
    },
    resize: { prepareForUpdate: preparePodResize, validateUpdate: validatePodResize },
  },
  fields: {
    'spec.nodeName': pod => pod.spec?.nodeName ?? '',
    'spec.restartPolicy': pod => pod.spec?.restartPolicy ?? '',
    'spec.schedulerName': pod => pod.spec?.schedulerName ?? '',
    'spec.serviceAccountName': pod => pod.spec?.serviceAccountName ?? '',
    'spec.hostNetwork': pod => String(pod.spec?.hostNetwork ?? false),
    'status.phase': pod => pod.status?.phase ?? '',
    'status.podIP': pod => pod.status?.podIPs?.[0]?.ip ?? '',
    'status.podIPs': pod => (pod.status?.podIPs ?? []).map(p => p.ip ?? '').join(','),
    'status.nominatedNodeName': pod => pod.status?.nominatedNodeName ?? '',
  },
  unknownFieldError: 'label',
  row: podRow,
  graceful: { gracePeriodSeconds },
})

/** Updates give none: those are seldom written by people. */
function podWarnings(pod: Pod, old?: Pod): string[] {
  if (old) return []
  const spec = pod.spec ?? { containers: [] }
  const faults = isDNS1123Label(pod.metadata.name ?? '')
  const ofName = `metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [${faults.join(' ')}]`
  return [
    ...(faults.length ? [ofName] : []),
    ...warningsOfSpec(spec, 'pod', () => podSpecWarnings(spec, path('spec'))),
    ...podAnnotationWarnings(pod.metadata, spec, path(), 'pod'),
  ]
}

/** Pods that run nowhere, or no longer, need no time to end. */
function gracePeriodSeconds(pod: Pod, requested: number | undefined): number {
  const phase = pod.status?.phase
  if (!pod.spec?.nodeName || phase === 'Failed' || phase === 'Succeeded') return 0
  const seconds = requested ?? pod.spec.terminationGracePeriodSeconds ?? 0
  return seconds < 0 ? 1 : seconds
}
