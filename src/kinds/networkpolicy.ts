import type { NetworkPolicy } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { labelSelectorText } from '../apimachinery/labels/selector.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'
import { validateNetworkPolicy } from './networkpolicy/validation.ts'
import { networkPolicyWarnings } from './networkpolicy/warnings.ts'

/** Network policies: who may talk to which pods. */
export const networkPolicy = kind<NetworkPolicy>({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  resource: 'networkpolicies',
  namespaced: true,
  storagePrefix: 'networkpolicies',
  validateName: nameIsDNSSubdomain,
  setDefaults(policy) {
    policy.spec ??= {}
    const { spec } = policy
    spec.podSelector ??= {}
    const rules = [...(spec.ingress ?? []), ...(spec.egress ?? [])]
    for (const port of rules.flatMap(rule => rule.ports ?? [])) port.protocol ??= 'TCP'
    if (!spec.policyTypes?.length) spec.policyTypes = spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress']
  },
  prepareForCreate: startGeneration,
  prepareForUpdate: bumpGeneration,
  validate: policy => validateNetworkPolicy(policy),
  validateUpdate: (policy, old) => validateNetworkPolicy(policy, old),
  warnings: networkPolicyWarnings,
  unknownFieldError: 'known',
  row: ({ metadata, spec }, now) => [
    metadata.name ?? '',
    labelSelectorText(spec?.podSelector ?? {}),
    translateTimestampSince(metadata.creationTimestamp, now),
  ],
})
