import type { ApiResource } from '../../api/discovery.ts'
import type { KubeObject } from '../../api/object.ts'
import { listObjects } from '../../client/client.ts'
import { cascadeOf } from '../cascade.ts'
import type { Invocation } from '../command.ts'
import { deleteObject } from '../delete/delete-object.ts'
import type { DryRun } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import { logPrefix } from '../log-prefix.ts'
import { typed } from '../resource/builder.ts'
import type { Info } from '../resource/info.ts'
import { apiVersionOf } from '../resource/info.ts'
import type { ResultPrinter } from '../result.ts'
import { LAST_APPLIED } from './last-applied.ts'

const DEPRECATED =
  'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.'

/** `apply --prune`: remembers what was applied, and deletes what an earlier apply made and this one did not. */
export class ApplyPruner {
  private readonly uids = new Set<string>()
  private readonly namespaces = new Set<string>()

  constructor(
    private readonly resources: readonly ApiResource[],
    private readonly dryRun: DryRun,
    private readonly invocation: Invocation,
  ) {}

  /** Takes note that a file names an object, whether or not it could be applied. */
  visit({ resource, namespace }: Info): void {
    if (resource.namespaced) this.namespaces.add(namespace)
  }

  /** Takes note of an object as it is after it was applied. */
  applied({ metadata }: KubeObject): void {
    this.uids.add(metadata.uid ?? '')
  }

  /** Deletes what is left over, in the namespaces that were visited and in none. Throws CommandError. */
  async prune(print: ResultPrinter): Promise<void> {
    const { flags, io } = this.invocation
    // kubectl tells a namespace that was given from one that was not by a value that is always there
    if (flags.list('prune-allowlist').length === 0) io.err(`${logPrefix('W')} prune.go:71] ${DEPRECATED}\n`)
    for (const namespace of this.namespaces)
      for (const resource of this.resources)
        if (resource.namespaced) await this.pruneIn(namespace, resource, 'namespaced', print)
    for (const resource of this.resources)
      if (!resource.namespaced) await this.pruneIn('', resource, 'nonNamespaced', print)
  }

  private async pruneIn(namespace: string, resource: ApiResource, what: string, print: ResultPrinter): Promise<void> {
    const { flags, io, session } = this.invocation
    const client = await session.client()
    const grace = flags.number('grace-period')
    try {
      const objects = await listObjects(client, resource, namespace, { labelSelector: flags.string('selector') })
      for (const object of objects) {
        const { name, uid = '', annotations } = object.metadata
        if (annotations?.[LAST_APPLIED] === undefined || this.uids.has(uid)) continue
        if (this.dryRun !== 'client')
          await deleteObject(
            client,
            { resource, namespace, name: name! },
            { propagation: cascadeOf(flags, io), grace, dryRun: this.dryRun },
          )
        print(typed(object, resource), 'pruned')
      }
    } catch (error) {
      const type = resource.group === '' ? `/${resource.version}` : apiVersionOf(resource)
      throw new CommandError(`error pruning ${what} object ${type}, Kind=${resource.kind}: ${(error as Error).message}`)
    }
  }
}
