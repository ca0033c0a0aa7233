/** A kubeconfig as kubectl knows it, as far as kubette uses it. */
export interface Kubeconfig {
  apiVersion: 'v1'
  kind: 'Config'
  clusters: { name: string; cluster: Record<string, unknown> }[]
  contexts: { name: string; context: { cluster: string; user: string; namespace?: string } }[]
  users: { name: string; user: Record<string, unknown> }[]
  'current-context': string
  preferences?: Record<string, unknown>
}

/** The kubeconfig of a cluster that nobody has changed it for. */
export function defaultKubeconfig(): Kubeconfig {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'kubette', cluster: { server: 'https://127.0.0.1:6443' } }],
    contexts: [{ name: 'kubette', context: { cluster: 'kubette', user: 'kubette-admin' } }],
    users: [{ name: 'kubette-admin', user: {} }],
    'current-context': 'kubette',
    preferences: {},
  }
}

/** The namespace of a context ('' for the current one). */
export function currentNamespace(config: Kubeconfig, context: string): string {
  const name = context || config['current-context']
  return config.contexts.find(c => c.name === name)?.context.namespace || 'default'
}
