import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../../../src/api/object.ts'
import { StatusError } from '../../../src/apimachinery/status.ts'
import { serverSideApply } from '../../../src/schema/managed-fields/apply.ts'

// Server-side apply against its definition, over objects that several managers apply one after the other.

interface Container {
  name: string
  image?: string
  args?: string[]
  env?: { name: string; value: string }[]
}
interface Config extends KubeObject {
  spec: { template: { spec: { containers: Container[] } } }
}

const now = new Date('2026-01-01T00:00:00Z')
const value = fc.constantFrom('1', '2')
// an empty list or map is nobody's: with one, what is applied cannot be told from what is not
const some = <T extends string>(...names: T[]) => fc.shuffledSubarray(names, { minLength: 1 })
const env = some('A', 'B', 'C').chain(names =>
  fc.array(value, { minLength: 3, maxLength: 3 }).map(values => names.map((name, i) => ({ name, value: values[i]! }))),
)
const container = (name: string): fc.Arbitrary<Container> =>
  fc.record(
    { name: fc.constant(name), image: value, args: fc.array(value, { maxLength: 2 }), env },
    { requiredKeys: ['name'] },
  )
const containers = some('web', 'log', 'init').chain(names => fc.tuple(...names.map(container)))
const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { minKeys: 1, noNullPrototype: true })
const config = fc.record({ labels, containers, finalizers: some('x/1', 'x/2', 'x/3') }).map(
  ({ labels, containers, finalizers }) =>
    ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', labels, finalizers },
      spec: { template: { spec: { containers } } },
    }) as unknown as Config,
)
const manager = fc.constantFrom('one', 'two', 'three')
const history = fc.array(fc.record({ config, manager }), { maxLength: 4 })

function apply(live: Config | undefined, applied: Config, by: string, force = true): Config {
  const { object, managedFields } = serverSideApply(live, applied, { manager: by, force, now })
  return { ...object, metadata: { ...object.metadata, managedFields } } as Config
}
const played = (steps: { config: Config; manager: string }[]) =>
  steps.reduce<Config | undefined>((live, step) => apply(live, step.config, step.manager), undefined)

/** Every scalar of an object under the path that names it; lists with keys by them, sets by their values, atomic lists whole. */
function leaves(object: Config): Map<string, unknown> {
  const found = new Map<string, unknown>()
  for (const [key, text] of Object.entries(object.metadata.labels ?? {})) found.set(`label ${key}`, text)
  for (const name of object.metadata.finalizers ?? []) found.set(`finalizer ${name}`, name)
  for (const { name, image, args, env } of object.spec?.template?.spec?.containers ?? []) {
    found.set(`container ${name}`, name)
    if (image !== undefined) found.set(`container ${name} image`, image)
    if (args !== undefined) found.set(`container ${name} args`, args)
    for (const variable of env ?? []) {
      found.set(`container ${name} env ${variable.name}`, variable.name)
      found.set(`container ${name} env ${variable.name} value`, variable.value)
    }
  }
  return found
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** What each manager owns after a history: what it applied last, but for what another has since given another value. */
function ownersAfter(steps: { config: Config; manager: string }[]): Map<string, Map<string, unknown>> {
  const owners = new Map<string, Map<string, unknown>>()
  for (const { config, manager } of steps) {
    const applied = leaves(config)
    for (const own of owners.values())
      for (const [path, leaf] of own) if (applied.has(path) && !same(applied.get(path), leaf)) own.delete(path)
    owners.set(manager, applied)
  }
  return owners
}

const names = (items: readonly { name: string }[] = []) => items.map(({ name }) => name)
const containersOf = (object: Config) => object.spec?.template?.spec?.containers ?? []

describe('server-side apply', () => {
  it('is idempotent: twice is once', () => {
    fc.assert(
      fc.property(history, config, manager, (steps, applied, by) => {
        const once = apply(played(steps), applied, by)
        expect(apply(once, applied, by)).toEqual(once)
        expect(apply(once, applied, by, false)).toEqual(once)
      }),
    )
  })

  it('makes the object hold all that is applied', () => {
    fc.assert(
      fc.property(history, config, manager, (steps, applied, by) => {
        const result = leaves(apply(played(steps), applied, by))
        for (const [path, leaf] of leaves(applied)) expect([path, result.get(path)]).toEqual([path, leaf])
      }),
    )
  })

  it('holds what somebody applies last, and nothing else', () => {
    fc.assert(
      fc.property(history, steps => {
        const live = played(steps)
        const last = new Map(steps.map(step => [step.manager, step.config]))
        const wanted = new Set([...last.values()].flatMap(applied => [...leaves(applied).keys()]))
        for (const path of live ? leaves(live).keys() : []) expect(wanted).toContain(path)
      }),
    )
  })

  it('refuses to change what others own, and only that', () => {
    fc.assert(
      fc.property(history, config, manager, (steps, applied, by) => {
        const live = played(steps)
        const owned = ownersAfter(steps)
        owned.delete(by)
        const conflict = [...leaves(applied)].some(([path, leaf]) =>
          [...owned.values()].some(own => own.has(path) && !same(own.get(path), leaf)),
        )
        const attempt = () => apply(live, applied, by, false)
        if (conflict) expect(attempt).toThrow(StatusError)
        else expect(attempt()).toEqual(apply(live, applied, by))
      }),
    )
  })

  it('keeps the order of lists with keys: what is applied in its own, the rest as it was', () => {
    fc.assert(
      fc.property(history, config, manager, (steps, applied, by) => {
        const before = played(steps)
        const after = names(containersOf(apply(before, applied, by)))
        const mine = names(containersOf(applied))
        expect(after.filter(name => mine.includes(name))).toEqual(mine)
        const rest = after.filter(name => !mine.includes(name))
        expect(names(before ? containersOf(before) : []).filter(name => rest.includes(name))).toEqual(rest)
      }),
    )
  })
})
