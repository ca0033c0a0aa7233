import type { ApiResource } from '../../api/discovery.ts'
import { type KubeObject, withGroup } from '../../api/object.ts'
import { type Client, listObjects, resourcePath } from '../../client/client.ts'
import { cascadeOf } from '../cascade.ts'
import { CLIENT_VERSION } from '../client-version.ts'
import type { Invocation } from '../command.ts'
import { deleteObject } from '../delete/delete-object.ts'
import { type DryRun, dryRunQuery } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import { typed } from '../resource/builder.ts'
import type { ResourceMapper } from '../resource/mapper.ts'
import type { SelectedInfo } from '../resource/selected.ts'
import type { ResultPrinter } from '../result.ts'
import { type FieldValidation, validationQuery } from '../validation.ts'
import {
  applySetId,
  GROUP_KINDS,
  ID,
  type Members,
  NAMESPACES,
  PART_OF,
  type Parent,
  parentApiVersion,
  readMembers,
  TOOL,
  TOOLING,
} from './apply-set-parent.ts'

/** `apply --prune --applyset`: what is applied together carries a label, and a parent object tells of which types it is. */
export class ApplySet {
  private readonly uids = new Set<string>()
  private readonly updated: Members = { groupKinds: new Set(), namespaces: new Set() }
  private current: Members = { groupKinds: new Set(), namespaces: new Set() }

  constructor(
    private readonly parent: Parent,
    private readonly mapper: ResourceMapper,
    private readonly client: Client,
    private readonly invocation: Invocation,
    private readonly mode: { dryRun: DryRun; validation: FieldValidation },
  ) {}

  /**
   * Reads the parent and enters into it what is about to be applied; gives the objects with the label of the set. Throws CommandError
   * for a parent that is none and for objects that have such a label, and StatusError.
   */
  async begin(infos: readonly SelectedInfo[]): Promise<SelectedInfo[]> {
    const labelled = infos.map(info => ({ ...info, object: this.withLabel(info.object) }))
    this.current = (await readMembers(this.parent, this.client)) ?? this.current
    for (const { resource, namespace } of infos) {
      this.updated.groupKinds.add(groupKind(resource))
      if (resource.namespaced && namespace !== this.parent.namespace) this.updated.namespaces.add(namespace)
    }
    await this.updateParent({
      groupKinds: new Set([...this.current.groupKinds, ...this.updated.groupKinds]),
      namespaces: new Set([...this.current.namespaces, ...this.updated.namespaces]),
    })
    return labelled
  }

  /** Takes note of an object as it is after it was applied. */
  applied({ metadata }: KubeObject): void {
    this.uids.add(metadata.uid ?? '')
  }

  /** Deletes what was in the set and is no more. Throws CommandError and StatusError. */
  async prune(print: ResultPrinter): Promise<void> {
    const labelSelector = `${PART_OF}=${applySetId(this.parent)}`
    const namespaces = [this.parent.namespace, ...this.current.namespaces].filter(Boolean)
    for (const resource of this.types())
      for (const namespace of resource.namespaced ? namespaces : [''])
        for (const object of await listObjects(this.client, resource, namespace, { labelSelector })) {
          if (this.uids.has(object.metadata.uid ?? '')) continue
          if (this.mode.dryRun !== 'client') await this.delete(object, resource, namespace)
          print(typed(object, resource), 'pruned')
        }
    await this.updateParent(this.updated)
  }

  private withLabel(object: KubeObject): KubeObject {
    const { labels = {} } = object.metadata
    if (Object.hasOwn(labels, PART_OF))
      throw new CommandError(`ApplySet label ${JSON.stringify(PART_OF)} already set in input data`)
    return {
      ...object,
      metadata: { ...object.metadata, labels: { ...labels, [PART_OF]: applySetId(this.parent) } },
    }
  }

  /** The types that the set had before. Throws CommandError for one that the cluster has no more. */
  private types(): ApiResource[] {
    return [...this.current.groupKinds].map(text => {
      const found = this.mapper.all.find(resource => groupKind(resource) === text)
      if (found) return found
      throw new CommandError(
        `could not find mapping for kind in ${JSON.stringify(GROUP_KINDS)} annotation: no matches for kind ${JSON.stringify(text.split('.')[0])} in group ${JSON.stringify(text.split('.').slice(1).join('.'))}`,
      )
    })
  }

  private async delete(object: KubeObject, resource: ApiResource, namespace: string): Promise<void> {
    const { flags, io } = this.invocation
    const grace = flags.number('grace-period')
    const deletion = { propagation: cascadeOf(flags, io), grace, dryRun: this.mode.dryRun }
    await deleteObject(this.client, { resource, namespace, name: object.metadata.name! }, deletion)
  }

  private async updateParent({ groupKinds, namespaces }: Members): Promise<void> {
    const { dryRun, validation } = this.mode
    if (dryRun !== 'none') return
    const { resource, namespace, name } = this.parent
    const joined = (set: ReadonlySet<string>) => [...set].sort().join(',')
    const body: KubeObject = {
      kind: resource.kind,
      apiVersion: parentApiVersion(this.parent),
      metadata: {
        name,
        ...(namespace ? { namespace } : {}),
        annotations: {
          [TOOLING]: `${TOOL}/${CLIENT_VERSION}`,
          [GROUP_KINDS]: joined(groupKinds),
          [NAMESPACES]: joined(namespaces),
        },
        labels: { [ID]: applySetId(this.parent) },
      },
    }
    await this.client.request({
      method: 'PATCH',
      path: resourcePath(resource, namespace, name),
      query: {
        fieldManager: `${TOOL}-applyset`,
        force: 'false',
        ...validationQuery(validation),
        ...dryRunQuery(dryRun),
      },
      contentType: 'application/apply-patch+yaml',
      body,
    })
  }
}

const groupKind = ({ kind, group }: ApiResource): string => withGroup(kind, group)
