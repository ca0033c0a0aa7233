import type { APIService } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import { type ErrorList, forbidden, invalid, path, required } from '../apimachinery/validation/field.ts'
import { isDNS1035Label, isDNS1123Subdomain } from '../apimachinery/validation/names.ts'
import { isPathSegmentName } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'

/** API services: which server serves a group's version. */
export const apiService = kind<APIService>({
  group: 'apiregistration.k8s.io',
  version: 'v1',
  kind: 'APIService',
  resource: 'apiservices',
  namespaced: false,
  allowUnconditionalUpdate: false,
  storagePrefix: 'apiregistration.k8s.io/apiservices',
  validateName: name => isPathSegmentName(name),
  setDefaults({ spec }) {
    if (spec?.service) spec.service.port ??= 443
  },
  prepareForCreate(service) {
    service.status = {}
  },
  prepareForUpdate(service, old) {
    if (old.status === undefined) delete service.status
    else service.status = old.status
  },
  validate,
  validateUpdate: validate,
  status: {
    prepareForUpdate(service, old) {
      service.spec = old.spec!
    },
    validateUpdate: () => [],
  },
  unknownFieldError: 'known',
  row: ({ metadata, spec, status }, now) => [
    metadata.name ?? '',
    spec?.service ? `${spec.service.namespace}/${spec.service.name}` : 'Local',
    availability(status?.conditions ?? []),
    translateTimestampSince(metadata.creationTimestamp, now),
  ],
})

function availability(conditions: readonly { type: string; status: string; reason?: string }[]): string {
  const available = conditions.find(c => c.type === 'Available')
  if (!available) return 'Unknown'
  return available.status === 'True' || !available.reason
    ? available.status
    : `${available.status} (${available.reason})`
}

function validate({ metadata, spec }: APIService): ErrorList {
  const at = path('spec')
  const {
    group = '',
    version = '',
    service,
    groupPriorityMinimum,
    versionPriority,
    insecureSkipTLSVerify,
    caBundle,
  } = spec!
  const errors: ErrorList = []
  const name = `${version}.${group}`
  if (metadata.name !== name)
    errors.push(
      invalid(path('metadata', 'name'), metadata.name ?? '', `must be \`spec.version+"."+spec.group\`: "${name}"`),
    )
  if (group === '' && version !== 'v1')
    errors.push(required(at.child('group'), 'only v1 may have an empty group and it better be legacy kube'))
  if (group !== '') {
    const faults = isDNS1123Subdomain(group)
    if (faults.length) errors.push(invalid(at.child('group'), group, faults.join(',')))
  }
  const faults = isDNS1035Label(version)
  if (faults.length) errors.push(invalid(at.child('version'), version, faults.join(',')))
  const limit = (field: string, value: number, max: number) => {
    if (value <= 0 || value > max) errors.push(invalid(at.child(field), value, `must be positive and less than ${max}`))
  }
  limit('groupPriorityMinimum', groupPriorityMinimum ?? 0, 20000)
  limit('versionPriority', versionPriority ?? 0, 1000)
  if (!service) {
    if (caBundle)
      errors.push(
        invalid(
          at.child('caBundle'),
          `${Buffer.from(caBundle, 'base64').length} bytes`,
          'local APIServices may not have a caBundle',
        ),
      )
    if (insecureSkipTLSVerify)
      errors.push(
        invalid(at.child('insecureSkipTLSVerify'), true, 'local APIServices may not have insecureSkipTLSVerify'),
      )
    return errors
  }
  if (!service.namespace) errors.push(required(at.child('service', 'namespace')))
  if (!service.name) errors.push(required(at.child('service', 'name')))
  if (insecureSkipTLSVerify && caBundle)
    errors.push(forbidden(at.child('insecureSkipTLSVerify'), 'may not be true if caBundle is present'))
  return errors
}
