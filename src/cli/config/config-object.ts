import { CLUSTER_FIELDS, USER_FIELDS } from '../kubeconfig/fields.ts'
import type { ExecConfig, Kubeconfig, KubeconfigCluster, KubeconfigUser } from '../kubeconfig.ts'

/** A kubeconfig as kubectl prints it: fields in the order of Go's structs, without those that are empty and may be left out. */
export function configObject(config: Kubeconfig): object {
  const { preferences, clusters, users, contexts } = config
  return {
    kind: 'Config',
    apiVersion: 'v1',
    ...(preferences && Object.keys(preferences).length ? { preferences } : {}),
    clusters: orNull(clusters.map(({ name, cluster }) => ({ name, cluster: clusterObject(cluster) }))),
    users: orNull(users.map(({ name, user }) => ({ name, user: userObject(user) }))),
    contexts: orNull(
      contexts.map(({ name, context: { cluster = '', user = '', namespace } }) => ({
        name,
        context: { cluster, user, ...(namespace ? { namespace } : {}) },
      })),
    ),
    'current-context': config['current-context'],
  }
}

function clusterObject(cluster: KubeconfigCluster): object {
  return { server: '', ...pick(cluster, CLUSTER_FIELDS) }
}

function userObject(user: KubeconfigUser): object {
  const { exec, 'auth-provider': provider } = user
  return {
    ...pick(user, USER_FIELDS),
    ...(provider ? { 'auth-provider': { name: provider.name, config: provider.config } } : {}),
    ...(exec ? { exec: execObject(exec) } : {}),
  }
}

function execObject({ command, args, env, apiVersion, provideClusterInfo, interactiveMode }: ExecConfig): object {
  return {
    command,
    args: orNull(args ?? []),
    env: orNull((env ?? []).map(({ name, value }) => ({ name, value }))),
    ...(apiVersion ? { apiVersion } : {}),
    provideClusterInfo: provideClusterInfo === true,
    ...(interactiveMode ? { interactiveMode } : {}),
  }
}

function pick<T extends object>(value: T, fields: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(fields.filter(f => value[f]).map(f => [f, value[f]])) as Partial<T>
}

/** Go writes a list that nothing was ever put in as null. */
const orNull = <T>(list: readonly T[]): readonly T[] | null => (list.length ? list : null)
