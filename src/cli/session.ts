import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ApiResource } from '../api/discovery.ts'
import type { ApiRequest, RawClient, WatchEvent } from '../client/client.ts'
import type { LocalClient } from '../client/local.ts'
import type { RemoteClient } from '../client/remote/remote-client.ts'
import type { RestConfig } from '../client/remote/rest-config.ts'
import { readServerNote } from '../server/server-note.ts'
import { CommandError } from './errors.ts'
import type { FlagValues } from './flags/values.ts'
import { impersonationOf } from './impersonation.ts'
import type { Io } from './io.ts'
import type { KubeconfigFiles } from './kubeconfig/files.ts'
import { defaultKubeconfig, type Kubeconfig, namespaceOf, serverOf } from './kubeconfig.ts'
import { logPrefix } from './log-prefix.ts'
import { requestTimeout } from './request-timeout.ts'
import { Discovery } from './resource/discovery.ts'
import { ResourceMapper } from './resource/mapper.ts'
import { until } from './watch/until.ts'

const KUBECONFIG = '/kubette/kubeconfig'
const DISCOVERY = '/kubette/discovery'

/** The least --v at which requests are told of. */
const LOGGED_FROM = 6

/** An API server that the command works with, and how it is reached. */
export interface Connection {
  client: RemoteClient
  config: RestConfig
}

/** Where the types of a cluster are remembered from one command to the next. */
interface DiscoveryMemory {
  read(): readonly ApiResource[] | undefined | Promise<readonly ApiResource[] | undefined>
  write(resources: readonly ApiResource[]): void | Promise<void>
}

/** What the commands of one call share: the cluster they talk to, the namespace they work in, the resources there are. */
export class Session {
  private files: Promise<KubeconfigFiles | undefined> | undefined
  private remote: Promise<Connection | undefined> | undefined
  private noted: Promise<Connection | undefined> | undefined
  private opened: Promise<LocalClient> | undefined
  private chosen: Promise<RawClient> | undefined
  private mapper: Promise<ResourceMapper> | undefined
  private discovery: Discovery | undefined

  constructor(
    private readonly flags: FlagValues,
    private readonly io: Io,
    /** Shows the warnings of the server's answers. */
    private readonly warn: (message: string) => void,
  ) {}

  /**
   * The cluster, opened when first wanted: that of the kubeconfig files or of --server, else the one in the state file, through its server
   * where one runs. Throws CommandError where the kubeconfig does not say how to reach it.
   */
  async client(): Promise<RawClient> {
    this.chosen ??= this.choose()
    return this.chosen
  }

  private async choose(): Promise<RawClient> {
    const server = await this.server()
    const client = server?.client ?? (await this.file())
    const verbosity = this.flags.number('v')
    if (verbosity < LOGGED_FROM) return client
    const { LoggedClient } = await import('../client/logged-client.ts')
    const address = server?.config.server ?? serverOf(await this.localKubeconfig())
    const log = (line: string) => this.io.err(`${logPrefix('I')} ${line}\n`)
    return new LoggedClient(client, { server: address, verbosity, log })
  }

  /** The cluster in the state file, for what only kubette has. Throws CommandError where the flags mean another one. */
  async local(): Promise<LocalClient> {
    if (await this.kubeconfigFiles())
      throw new CommandError('this is for the cluster in a state file: say which with --state')
    return this.file()
  }

  /** `local`, where nobody else works on the state file all the time. Throws CommandError while it is served. */
  async unserved(): Promise<LocalClient> {
    const local = await this.local()
    if (await this.server())
      throw new CommandError(`${statePath(this.flags, this.io)} is being served by \`kubette serve\`: stop that first`)
    return local
  }

  /** The cluster in the state file, whether or not the command works on it. */
  private file(): Promise<LocalClient> {
    this.opened ??= this.open()
    return this.opened
  }

  private async open(): Promise<LocalClient> {
    const impersonation = impersonationOf({}, this.flags, '')
    const { LocalClient } = await import('../client/local.ts')
    const served = (await this.notedServer()) !== undefined
    requestTimeout(this.flags)
    return new LocalClient(statePath(this.flags, this.io), message => this.warn(message), impersonation, served)
  }

  /** The server that the command works with, undefined for the cluster in the state file. */
  server(): Promise<Connection | undefined> {
    this.remote ??= this.connect()
    return this.remote
  }

  private async connect(): Promise<Connection | undefined> {
    if (!(await this.kubeconfigFiles())) return this.notedServer()
    const { restConfigOf } = await import('./kubeconfig/rest-config.ts')
    return this.clientOf(restConfigOf(await this.kubeconfig('absolute'), this.flags, this.io))
  }

  /** The server of the state file, if one runs. */
  private notedServer(): Promise<Connection | undefined> {
    this.noted ??= this.connectNoted()
    return this.noted
  }

  private async connectNoted(): Promise<Connection | undefined> {
    const note = readServerNote(statePath(this.flags, this.io))
    if (!note) return undefined
    const { answers, isRunning, notedRestConfig } = await import('./noted-server.ts')
    if (!isRunning(note)) return undefined
    const impersonate = impersonationOf({}, this.flags, '')
    const found = await this.clientOf({
      ...notedRestConfig(note, requestTimeout(this.flags)),
      ...(impersonate ? { impersonate } : {}),
    })
    return (await answers(found.client)) ? found : undefined
  }

  private async clientOf(config: RestConfig): Promise<Connection> {
    const { RemoteClient } = await import('../client/remote/remote-client.ts')
    const client = new RemoteClient({ config, env: this.io.env, warn: message => this.warn(message) })
    return { client, config }
  }

  /** The kubeconfig files that say which cluster is meant; undefined for the cluster in the state file. */
  private kubeconfigFiles(): Promise<KubeconfigFiles | undefined> {
    this.files ??= this.chooseFiles()
    return this.files
  }

  private async chooseFiles(): Promise<KubeconfigFiles | undefined> {
    const { flags, io } = this
    const named = ['context', 'cluster', 'user'].some(name => flags.string(name) !== '')
    const mayBeRemote = named || io.env.KUBECONFIG || flags.string('kubeconfig') !== '' || flags.string('server') !== ''
    if (!mayBeRemote || flags.string('state') !== '') return undefined
    const { chooseKubeconfigFiles } = await import('./kubeconfig/choose.ts')
    return chooseKubeconfigFiles(flags, io, () => this.localKubeconfig())
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
    const memory = await this.memory()
    this.discovery = new Discovery(await (await this.client()).resources(), await memory.read())
    return this.discovery
  }

  /** Where the types of the cluster are remembered. */
  private async memory(): Promise<DiscoveryMemory> {
    const server = await this.server()
    if (server) {
      const { DiscoveryCache } = await import('./resource/discovery-cache.ts')
      return new DiscoveryCache(server.config.server, this.flags, this.io)
    }
    const { cluster } = await this.file()
    return {
      read: async () => (await cluster.value<{ resources: ApiResource[] }>(DISCOVERY))?.resources,
      write: resources => cluster.putValue(DISCOVERY, { resources }),
    }
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

  /**
   * The kubeconfig: what the files say together, or what lies in the state file beside its cluster. Paths are as they are written there, or
   * `absolute`.
   */
  async kubeconfig(paths: 'written' | 'absolute' = 'written'): Promise<Kubeconfig> {
    const files = await this.kubeconfigFiles()
    if (!files) return this.localKubeconfig()
    return this.loaded(files, paths)
  }

  /** `kubeconfig`, as the commands of `config` begin with it: empty where --kubeconfig names a file that is not there. */
  async startingKubeconfig(paths: 'written' | 'absolute' = 'written'): Promise<Kubeconfig> {
    const files = await this.kubeconfigFiles()
    return files ? this.loaded({ paths: files.paths }, paths) : this.localKubeconfig()
  }

  private async loaded(files: KubeconfigFiles, paths: 'written' | 'absolute'): Promise<Kubeconfig> {
    const { loadFiles, merged, withAbsolutePaths } = await import('./kubeconfig/files.ts')
    const loaded = await loadFiles(files)
    return merged(paths === 'absolute' ? loaded.map(withAbsolutePaths) : loaded)
  }

  private async localKubeconfig(): Promise<Kubeconfig> {
    return (await (await this.file()).cluster.value<Kubeconfig>(KUBECONFIG)) ?? defaultKubeconfig()
  }

  /** Changes the kubeconfig as it is when nobody else can change it. Throws what `change` throws; nothing has changed then. */
  async changeKubeconfig(change: (config: Kubeconfig) => Kubeconfig): Promise<void> {
    const files = await this.kubeconfigFiles()
    if (files?.paths.length) {
      const { changeKubeconfigFiles } = await import('./kubeconfig/write-files.ts')
      return changeKubeconfigFiles(files, change)
    }
    const { cluster } = await this.file()
    await cluster.changeValue<Kubeconfig>(KUBECONFIG, stored => change(stored ?? defaultKubeconfig()))
  }

  /** The file that holds the kubeconfig, or its greater part. */
  async kubeconfigPath(): Promise<string> {
    const files = await this.kubeconfigFiles()
    if (!files?.paths.length) return statePath(this.flags, this.io)
    const { defaultFile, loadFiles } = await import('./kubeconfig/files.ts')
    return defaultFile(files, await loadFiles(files))
  }

  /** Opens a watch. What was written is durable by then, what was said is shown, and others can write. Throws what the server answers. */
  async watch(request: ApiRequest): Promise<AsyncIterableIterator<WatchEvent>> {
    await this.flush()
    this.io.release()
    const client = await this.client()
    const { watch } = await client.request({ ...request, query: { ...request.query, watch: 'true' } })
    const timeout = requestTimeout(this.flags)
    return timeout > 0 ? until(watch!, Date.now() + timeout) : watch!
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
    const resources = this.discovery?.news
    if (resources) await (await this.memory()).write(resources)
    if (this.opened) (await this.opened).flush()
  }
}

/** Where the state lies: --state, KUBETTE_STATE, or the XDG state folder. */
export function statePath(flags: FlagValues, io: Io): string {
  const given = flags.string('state') || io.env.KUBETTE_STATE
  if (given) return resolve(io.cwd, given)
  const folder = io.env.XDG_STATE_HOME || join(io.env.HOME || homedir(), '.local', 'state')
  return join(folder, 'kubette', 'cluster.json')
}
