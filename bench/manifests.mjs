const range = n => Array.from({ length: n }, (_, i) => i)
const join = objects => objects.map(o => JSON.stringify(o)).join('\n---\n')
const containers = [{ name: 'web', image: 'nginx' }]

const node = i => ({ apiVersion: 'v1', kind: 'Node', metadata: { name: `node-${i}` } })

const service = i => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: `web-${i}`, labels: { app: `web-${i}` } },
  spec: { selector: { app: `web-${i}` }, ports: [{ port: 80, targetPort: 8080 }] },
})

const pod = (i, app) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `pod-${i}`, labels: { app } },
  spec: { containers },
})

/** Manifests of n services that select pods of their own. */
export const services = n => join(range(n).map(service))

/** Manifests of nodes, and of n pods with a service for each ten of them. */
export const podsBehindServices = (n, nodes) =>
  join([
    ...range(nodes).map(node),
    ...range(n / 10).map(service),
    ...range(n).map(i => pod(i, `web-${Math.floor(i / 10)}`)),
  ])

const deployment = (name, app, replicas) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app } },
    template: { metadata: { labels: { app } }, spec: { containers } },
  },
})

/** Manifests of nodes, and of a deployment behind a service. */
export const deploymentBehindService = (replicas, nodes) =>
  join([...range(nodes).map(node), service(0), deployment('web', 'web-0', replicas)])

/** The files of a kustomization of n objects, by name: config maps that a generator makes, services and deployments without replicas. */
export const kustomization = n => {
  const third = Math.floor(n / 3)
  const generators = range(n - 2 * third).map(i => `- name: settings-${i}\n  literals: [a=b, number=${i}]`)
  const deployments = range(third).map(i => {
    const one = deployment(`web-${i}`, `web-${i}`, 0)
    const envFrom = [{ configMapRef: { name: `settings-${i}` } }]
    one.spec.template.spec = { containers: [{ ...containers[0], envFrom }] }
    return one
  })
  return {
    'services.yaml': join(range(third).map(service)),
    'deployments.yaml': join(deployments),
    'kustomization.yaml': [
      'namePrefix: test-',
      'labels:\n- pairs: {team: a}\n  includeSelectors: true',
      'images:\n- name: nginx\n  newTag: "1.25"',
      'resources: [services.yaml, deployments.yaml]',
      `configMapGenerator:\n${generators.join('\n')}`,
    ].join('\n'),
  }
}

/** The definition of a custom resource. */
export const definition = () =>
  JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          subresources: { status: {} },
          additionalPrinterColumns: [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }],
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: widgetSpec } } },
        },
      ],
    },
  })

const widgetSpec = {
  type: 'object',
  required: ['size'],
  properties: {
    size: { type: 'integer', minimum: 1 },
    colour: { type: 'string', default: 'red', enum: ['red', 'blue'] },
    tags: { type: 'array', items: { type: 'string' } },
  },
}

/** Manifests of n custom resources. */
export const widgets = n =>
  join(
    range(n).map(i => ({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: `widget-${i}` },
      spec: { size: i + 1, tags: ['a', 'b'] },
    })),
  )
