import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ApiResource } from '../api/discovery.ts'
import type { Impersonation } from '../api/request.ts'
import type { Client } from '../client/client.ts'
import type { LocalClient } from '../client/local.ts'
import { CommandError } from './errors.ts'
import type { FlagValues } from './flags/values.ts'
import type { Io } from './io.ts'
import { defaultKubeconfig, type Kubeconfig, namespaceOf } from './kubeconfig.ts'
import { Discovery } from './resource/discovery.ts'
import { ResourceMapper } from './resource/mapper.ts'

const KUBECONFIG = '/kubette/kubeconfig'
const DISCOVERY = '/kubette/discovery'

/** What the commands of one call share: the cluster they talk to, the namespace they work in, the resources there are. */
export class Session {
  private opened: Promise<LocalClient> | undefined
  private mapper: Promise<ResourceMapper> | undefined
  private discovery: Discovery | undefined

  constructor(
    private readonly flags: FlagValues,
    private readonly io: Io,
    /** Shows the warnings of the server's answers. */
    private readonly warn: (message: string) => void,
  ) {}

  /** The cluster, opened when first wanted. */
  client(): Promise<Client> {
    return this.local()
  }

  /** The cluster in this process, for what only kubette has. Throws CommandError for groups to act as without a user. */
  local(): Promise<LocalClient> {
    this.opened ??= this.open()
    return this.opened
  }

  private async open(): Promise<LocalClient> {
    const impersonation = impersonationOf(this.flags)
    const { LocalClient } = await import('../client/local.ts')
    return new LocalClient(statePath(this.flags, this.io), message => this.warn(message), impersonation)
  }

  /** The resource types of the cluster. */
  resources(): Promise<ResourceMapper> {
    this.mapper ??= this.discover().then(discovery => new ResourceMapper(discovery, this.warn))
    return this.mapper
  }

  /** The resource types of the cluster as it has them now, with nothing that is only remembered. */
  async freshResources(): Promise<ResourceMapper> {
    const mapper = await this.resources()
    this.discovery!.refresh()
    return mapper
  }

  private async discover(): Promise<Discovery> {
    const { cluster } = await this.local()
    const remembered = await cluster.value<{ resources: ApiResource[] }>(DISCOVERY)
    this.discovery = new Discovery(await (await this.client()).resources(), remembered?.resources)
    return this.discovery
  }

  /**
   * The namespace of the flags, else of the current context; `explicit` tells that a flag named it. Throws CommandError where the flags
   * name a context, cluster or user that is not in the kubeconfig.
   */
  async namespace(): Promise<{ namespace: string; explicit: boolean }> {
    const given = this.flags.string('namespace')
    const flag = (name: string) => this.flags.string(name)
    const overrides = { context: flag('context'), cluster: flag('cluster'), user: flag('user') }
    const namespace = namespaceOf(await this.kubeconfig(), overrides)
    return given === '' ? { namespace, explicit: false } : { namespace: given, explicit: true }
  }

  /** The kubeconfig, which for a cluster in a file lies in that file. */
  async kubeconfig(): Promise<Kubeconfig> {
    const stored = await (await this.local()).cluster.value<Kubeconfig>(KUBECONFIG)
    return stored ?? defaultKubeconfig()
  }

  async saveKubeconfig(config: Kubeconfig): Promise<void> {
    await (await this.local()).cluster.putValue(KUBECONFIG, config)
  }

  /**
   * Waits a moment for something to happen in the cluster: what was written is durable and other commands can write meanwhile,
   * what was said is shown, and the next request sees what is new.
   */
  async pause(milliseconds: number): Promise<void> {
    await this.flush()
    this.io.release()
    await (await this.client()).pause(milliseconds)
  }

  /** Makes everything written so far durable; what the command has said until now may be shown. */
  async flush(): Promise<void> {
    if (!this.opened) return
    const local = await this.opened
    const resources = this.discovery?.news
    if (resources) await local.cluster.putValue(DISCOVERY, { resources })
    local.flush()
  }
}

/** Whom --as and its kin name. */
function impersonationOf(flags: FlagValues): Impersonation | undefined {
  const [user, uid, groups] = [flags.string('as'), flags.string('as-uid'), flags.list('as-group')]
  if (user === '' && uid === '' && groups.length === 0) return undefined
  if (user === '') throw new CommandError('requesting uid, groups or user-extra for  without impersonating a user')
  return { user, ...(groups.length ? { groups } : {}), ...(uid === '' ? {} : { uid }) }
}

/** Where the state lies: --state, KUBETTE_STATE, or the XDG state folder. */
export function statePath(flags: FlagValues, io: Io): string {
  const given = flags.string('state') || io.env.KUBETTE_STATE
  if (given) return resolve(io.cwd, given)
  const folder = io.env.XDG_STATE_HOME || join(io.env.HOME || homedir(), '.local', 'state')
  return join(folder, 'kubette', 'cluster.json')
}
