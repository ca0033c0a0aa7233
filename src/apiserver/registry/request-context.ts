import type { KubeObject } from '../../api/object.ts'
import type { Clock } from '../../apimachinery/clock.ts'
import type { Random } from '../../apimachinery/random.ts'
import type { UserInfo, WriteContext } from '../../kinds/kind.ts'
import type { KindRegistry } from '../../kinds/registry.ts'
import type { WriteStore } from '../../storage/store.ts'
import { keyOf, keyOfObject, keyPrefix } from './keys.ts'

/** What every request needs: the state, the kinds, time and chance. */
export interface Environment {
  readonly store: WriteStore
  readonly kinds: KindRegistry
  readonly clock: Clock
  readonly random: Random
}

/** What a client asks for along with a write. */
export interface WriteOptions {
  user: UserInfo
  fieldManager: string
  dryRun: boolean
  fieldValidation: 'Strict' | 'Warn' | 'Ignore'
  /** `duplicate field "…"` for each field that the text of the body had twice. */
  duplicates?: readonly string[]
  /** The object comes from one of our own controllers: its fields and types need no check. */
  trusted: boolean
}

/** One write request under way: the view of the state that the kinds' hooks and admission get, and the warnings they leave. */
export class RequestContext implements WriteContext {
  readonly warnings: string[] = []

  constructor(
    readonly environment: Environment,
    readonly options: WriteOptions,
  ) {}

  get clock(): Clock {
    return this.environment.clock
  }
  get random(): Random {
    return this.environment.random
  }
  get user(): UserInfo {
    return this.options.user
  }
  get dryRun(): boolean {
    return this.options.dryRun
  }

  get<T extends KubeObject>(resource: string, namespace: string, name: string): T | undefined {
    const kind = this.environment.kinds.get(resource)
    return kind && (this.environment.store.get(keyOf(kind, namespace, name)) as T | undefined)
  }

  list<T extends KubeObject>(resource: string, namespace = ''): readonly T[] {
    const kind = this.environment.kinds.get(resource)
    return kind ? (this.environment.store.list(keyPrefix(kind, namespace)) as readonly T[]) : []
  }

  put(resource: string, object: KubeObject): void {
    const kind = this.environment.kinds.get(resource)!
    this.environment.store.put(keyOfObject(kind, object), object)
  }

  remove(resource: string, namespace: string, name: string): void {
    this.environment.store.delete(keyOf(this.environment.kinds.get(resource)!, namespace, name))
  }

  warn(message: string): void {
    if (!this.warnings.includes(message)) this.warnings.push(message)
  }
}
