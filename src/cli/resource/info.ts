import type { ApiResource } from '../../api/discovery.ts'
import { groupVersion, type KubeObject, withGroup } from '../../api/object.ts'

/** One object that a command works on: kubectl's resource.Info. */
export interface Info {
  resource: ApiResource
  /** '' for what has no namespace. */
  namespace: string
  name: string
  /** Where it was named: a file's path, "STDIN"; '' for the command line. */
  source: string
  /** Whether a file has it as an item of a list. */
  listed?: boolean
  /** As in the file, or as the cluster gave it; absent where only a name was given. */
  object?: KubeObject
}

/** "deployment.apps/web": how kubectl names an object in what it says and for -o name. */
export function nameOf(info: { resource: ApiResource; name: string }): string {
  const { singular, group } = info.resource
  return `${withGroup(singular, group)}/${info.name}`
}

/** "apps/v1" of a resource. */
export const apiVersionOf = (r: ApiResource): string => groupVersion(r.group, r.version)
