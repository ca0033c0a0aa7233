import type { ApiResource } from '../api/discovery.ts'
import { pathSegmentName } from '../apimachinery/validation/object-names.ts'
import type { Kind } from './kind.ts'

/** Where etcd keeps what is not kept below its plural name. */
const STORAGE_PREFIXES: Record<string, string> = {
  'apiservices.apiregistration.k8s.io': 'apiregistration.k8s.io/apiservices',
  'ingresses.networking.k8s.io': 'ingress',
  'podsecuritypolicies.policy': 'podsecuritypolicy',
  replicationcontrollers: 'controllers',
}

/** A kind without rules of its own: its objects are checked against the schema and kept as they are. */
export function storedKind({ group, version, kind, resource, namespaced }: ApiResource): Kind {
  const id = group === '' ? resource : `${resource}.${group}`
  return {
    group,
    version,
    kind,
    resource,
    namespaced,
    storagePrefix: STORAGE_PREFIXES[id] ?? resource,
    validateName: pathSegmentName,
    validate: () => [],
    validateUpdate: () => [],
    unknownFieldError: 'known',
  }
}
