import fc from 'fast-check'

export const SERVICE = { group: '', version: 'v1', kind: 'Service' }
export const CONFIG_MAP = { group: '', version: 'v1', kind: 'ConfigMap' }
export const DEPLOYMENT = { group: 'apps', version: 'v1', kind: 'Deployment' }
export const POD = { group: '', version: 'v1', kind: 'Pod' }

const name = fc.constantFrom('a', 'b', 'c', 'd')
const labels = fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.constantFrom('1', '2', '3'))
const named = <T extends object>(fields: fc.Arbitrary<T>) =>
  fc.uniqueArray(
    fc.tuple(name, fields).map(([n, f]) => ({ name: n, ...f })),
    { selector: item => item.name, maxLength: 4 },
  )
const optional = <T>(key: string, value: fc.Arbitrary<T>) => fc.option(value).map(v => (v === null ? {} : { [key]: v }))
const merged = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map(all => Object.assign({}, ...all) as object)

const env = named(fc.record({ value: fc.constantFrom('1', '2') }))
const ports = fc.uniqueArray(
  fc.record({ containerPort: fc.integer({ min: 80, max: 84 }), protocol: fc.constant('TCP') }),
  { selector: p => p.containerPort },
)
const container = merged(
  fc.record({ image: fc.constantFrom('i1', 'i2') }),
  optional('env', env),
  optional('ports', ports),
  optional('args', fc.array(fc.constantFrom('p', 'q'), { minLength: 1, maxLength: 3 })),
)
const strategy = fc.constantFrom(
  { type: 'Recreate' },
  { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } },
  { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
)
const volume = fc.constantFrom({ emptyDir: {} }, { configMap: { name: 'cm' } }, { hostPath: { path: '/x' } })

/** Deployments that differ in all the ways that lists and maps are merged. */
export const deployments = fc
  .record({
    labels,
    finalizers: fc.uniqueArray(fc.constantFrom('f/1', 'f/2', 'f/3')),
    replicas: fc.integer({ min: 0, max: 3 }),
    strategy,
    containers: named(container),
    volumes: named(volume),
    tolerations: fc.array(fc.record({ key: name }), { maxLength: 2 }),
  })
  .map(({ labels, finalizers, replicas, strategy, ...spec }) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels, finalizers },
    spec: { replicas, strategy, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  }))
