import type { ApiResource } from '../../api/discovery.ts'
import { groupVersion } from '../../api/object.ts'
import { CommandError } from '../errors.ts'
import type { ResourceMapper } from '../resource/mapper.ts'

/** The kinds that --prune looks through where no allowlist is given. */
const DEFAULTS = [
  'core/v1/ConfigMap',
  'core/v1/Endpoints',
  'core/v1/PersistentVolumeClaim',
  'core/v1/Pod',
  'core/v1/ReplicationController',
  'core/v1/Secret',
  'core/v1/Service',
  'batch/v1/Job',
  'batch/v1/CronJob',
  'networking.k8s.io/v1/Ingress',
  'apps/v1/DaemonSet',
  'apps/v1/Deployment',
  'apps/v1/ReplicaSet',
  'apps/v1/StatefulSet',
  'core/v1/Namespace',
  'core/v1/PersistentVolume',
]

/**
 * The types that --prune looks through: those of --prune-allowlist (group/version/kind, the core group being "core" or empty) or
 * kubectl's own. Throws CommandError for what is no type.
 */
export function pruneResources(allowlist: readonly string[], mapper: ResourceMapper): ApiResource[] {
  return (allowlist.length ? allowlist : DEFAULTS).map(text => {
    const [group, version, kind, ...more] = text.split('/') as [string, string?, string?]
    if (version === undefined || kind === undefined || more.length)
      throw new CommandError(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`)
    const apiVersion = groupVersion(group === 'core' ? '' : group, version)
    const found = mapper.forKind(apiVersion, kind)
    if (found) return found
    throw new CommandError(`no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`)
  })
}
