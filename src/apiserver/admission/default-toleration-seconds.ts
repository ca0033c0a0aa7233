import type { Pod, Toleration } from '../../api/types.gen.ts'
import { shallowCopy } from '../../apimachinery/shallow-copy.ts'
import { deriveSpec } from '../../kinds/pod/shared-spec.ts'
import type { AdmissionAttributes, AdmissionPlugin } from './plugin.ts'

const FIVE_MINUTES: Toleration[] = ['not-ready', 'unreachable'].map(taint => ({
  key: `node.kubernetes.io/${taint}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}))

/** How long pods stay on a node that does not answer, unless they say so themselves. Source: plugin/pkg/admission/defaulttolerationseconds. */
function admit({ verb, kind, subresource, object }: AdmissionAttributes): void {
  if (kind.group !== '' || kind.resource !== 'pods' || subresource !== '' || verb === 'delete') return
  const pod = object as Pod
  const spec = pod.spec!
  const tolerations = spec.tolerations ?? []
  const missing = FIVE_MINUTES.filter(added => !tolerations.some(t => tolerates(t, added.key!)))
  if (missing.length === 0) return
  const all = tolerations.length === 0 ? FIVE_MINUTES : [...tolerations, ...missing]
  const derived = shallowCopy(spec)
  derived.tolerations = all
  pod.spec = deriveSpec(spec, derived)
}

function tolerates({ key, effect }: Toleration, taint: string): boolean {
  return (!key || key === taint) && (!effect || effect === 'NoExecute')
}

export const defaultTolerationSeconds: AdmissionPlugin = { name: 'DefaultTolerationSeconds', admit }
