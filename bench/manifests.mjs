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

/** Manifests of nodes, and of a deployment without replicas behind a service. */
export const emptyDeployment = nodes =>
  join([
    ...range(nodes).map(node),
    service(0),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'web-0' } },
        template: { metadata: { labels: { app: 'web-0' } }, spec: { containers } },
      },
    },
  ])
