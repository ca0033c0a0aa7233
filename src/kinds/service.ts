import type { Service } from '../api/types.gen.ts'
import { nameIsDNSLabel } from '../apimachinery/validation/object-names.ts'
import { kind } from './kind.ts'
import { allocateClusterIPs, releaseClusterIPs, updateClusterIPs } from './service/cluster-ips.ts'
import { setServiceDefaults } from './service/defaults.ts'
import { dropTypeDependentFields } from './service/drop-fields.ts'
import { initIPFamilyFields } from './service/ip-families.ts'
import { normalizeClusterIPs, patchAllocatedValues } from './service/linked-fields.ts'
import { allocateNodePorts, releaseNodePorts, updateNodePorts } from './service/node-ports.ts'
import { serviceRow } from './service/row.ts'
import { validateService, validateServiceUpdate } from './service/validation.ts'
import { validateLoadBalancerStatus } from './service/validation-load-balancer.ts'
import { serviceWarnings } from './service/warnings.ts'

/** Services: their cluster IPs and node ports are allocated with them and go with them, and so do their Endpoints. */
export const service = kind<Service>({
  group: '',
  version: 'v1',
  kind: 'Service',
  resource: 'services',
  namespaced: true,
  storagePrefix: 'services/specs',
  allowCreateOnUpdate: true,
  validateName: nameIsDNSLabel,
  setDefaults: setServiceDefaults,
  beginCreate(service, context) {
    const spec = service.spec!
    normalizeClusterIPs(spec)
    initIPFamilyFields(service.metadata.name!, spec)
    allocateClusterIPs(service, context)
    allocateNodePorts(service.metadata.name!, spec, context)
  },
  beginUpdate(service, oldService, context) {
    const spec = service.spec!
    const old = oldService.spec ?? {}
    const name = service.metadata.name!
    patchAllocatedValues(spec, old)
    normalizeClusterIPs(spec, old)
    initIPFamilyFields(name, spec, old)
    updateClusterIPs(service, old, context)
    updateNodePorts(name, spec, old, context)
  },
  prepareForCreate(service) {
    service.status = { loadBalancer: {} }
  },
  prepareForUpdate(service, old) {
    service.status = old.status
    dropTypeDependentFields(service, old)
  },
  validate: service => validateService(service),
  validateUpdate: (service, old) => validateServiceUpdate(service, old),
  warnings: service => serviceWarnings(service),
  status: {
    prepareForUpdate(service, old) {
      service.spec = old.spec
      service.status = { ...service.status, loadBalancer: service.status?.loadBalancer ?? {} }
    },
    validateUpdate: service => validateLoadBalancerStatus(service),
  },
  afterDelete(service, context) {
    const { namespace = '', name = '' } = service.metadata
    if (context.get('endpoints', namespace, name)) context.remove('endpoints', namespace, name)
    releaseClusterIPs(service.spec ?? {}, context)
    releaseNodePorts(service.spec ?? {}, context)
  },
  fields: {
    'spec.clusterIP': service => service.spec?.clusterIP ?? '',
    'spec.type': service => service.spec?.type ?? '',
  },
  unknownFieldError: 'label',
  row: serviceRow,
})
