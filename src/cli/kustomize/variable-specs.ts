import type { FieldSpec } from './kustomization.ts'

const PODS: readonly [kind: string, path: string, volumes: boolean][] = [
  ['CronJob', 'spec/jobTemplate/spec/template/spec', false],
  ['DaemonSet', 'spec/template/spec', true],
  ['Deployment', 'spec/template/spec', true],
  ['Job', 'spec/template/spec', true],
  ['Pod', 'spec', true],
  ['ReplicaSet', 'spec/template/spec', true],
  ['StatefulSet', 'spec/template/spec', false],
]

const IN_CONTAINERS = ['args', 'command', 'env/value', 'volumeMounts/mountPath']

/** Where kustomize replaces references to variables. */
export function variableSpecs(): FieldSpec[] {
  return [
    ...PODS.flatMap(([kind, path, volumes]) => [
      ...['containers', 'initContainers'].flatMap(list =>
        IN_CONTAINERS.map(field => ({ kind, path: `${path}/${list}/${field}` })),
      ),
      ...(volumes ? [{ kind, path: `${path}/volumes/nfs/server` }] : []),
    ]),
    { kind: 'Ingress', path: 'spec/rules/host' },
    { kind: 'Ingress', path: 'spec/tls/hosts' },
    { kind: 'Ingress', path: 'spec/tls/secretName' },
    { kind: 'Service', path: 'spec/ports/port' },
    { kind: 'Service', path: 'spec/ports/targetPort' },
    { kind: 'PersistentVolume', path: 'spec/nfs/server' },
    { kind: 'Deployment', path: 'spec/template/metadata/annotations' },
    { path: 'metadata/labels' },
    { path: 'metadata/annotations' },
  ]
}
