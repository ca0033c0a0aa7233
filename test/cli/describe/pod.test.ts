import { describe, expect, it } from 'vitest'
import { describeObject, FakeClient, text } from './fake-client.ts'

const TOKEN_VOLUME = {
  name: 'kube-api-access-abcde',
  projected: {
    defaultMode: 420,
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ],
  },
}
const TOKEN_MOUNT = {
  name: 'kube-api-access-abcde',
  mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  readOnly: true,
}
const TOLERATIONS = ['not-ready', 'unreachable'].map(condition => ({
  key: `node.kubernetes.io/${condition}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}))

const running = (name: string) => ({
  name,
  containerID: 'containerd://0',
  image: name,
  imageID: 'sha256:0',
  ready: true,
  restartCount: 0,
  state: { running: { startedAt: '2026-11-22T11:59:00Z' } },
})

const WEB = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web',
    namespace: 'default',
    uid: 'u1',
    labels: { tier: 'front', app: 'web' },
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration': '{}',
      'example.com/owner': 'team-red',
    },
  },
  spec: {
    nodeName: 'worker',
    priority: 0,
    serviceAccountName: 'default',
    tolerations: TOLERATIONS,
    volumes: [TOKEN_VOLUME],
    containers: [
      {
        name: 'main',
        image: 'nginx:1.27',
        command: ['nginx'],
        args: ['-g', 'daemon off;'],
        ports: [
          { name: 'http', containerPort: 80, protocol: 'TCP' },
          { containerPort: 53, protocol: 'UDP' },
        ],
        env: [
          { name: 'MODE', value: 'production' },
          { name: 'EMPTY' },
          { name: 'POD_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
        ],
        resources: { requests: { cpu: '250m', memory: '64Mi' }, limits: { memory: '128Mi' } },
        livenessProbe: {
          httpGet: { path: '/healthz', port: 'http', scheme: 'HTTP' },
          timeoutSeconds: 1,
          periodSeconds: 5,
          successThreshold: 1,
          failureThreshold: 3,
        },
        readinessProbe: {
          tcpSocket: { port: 80 },
          initialDelaySeconds: 1,
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
        volumeMounts: [TOKEN_MOUNT],
      },
      { name: 'log', image: 'fluentd', resources: {}, volumeMounts: [TOKEN_MOUNT] },
    ],
  },
  status: {
    phase: 'Running',
    qosClass: 'Burstable',
    hostIP: '172.18.0.3',
    podIP: '10.244.1.5',
    podIPs: [{ ip: '10.244.1.5' }],
    startTime: '2026-11-22T11:59:00Z',
    containerStatuses: [running('main'), running('log')],
    conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(type => ({
      type,
      status: 'True',
    })),
  },
}

const event = (reason: string, message: string, fieldPath?: string) => ({
  metadata: { name: `web.${reason}` },
  type: 'Normal',
  reason,
  message,
  count: 1,
  source: { component: 'kubelet', host: 'worker' },
  firstTimestamp: '2026-11-22T11:59:55Z',
  lastTimestamp: '2026-11-22T11:59:55Z',
  involvedObject: { kind: 'Pod', name: 'web', fieldPath },
})

describe('describe pod', () => {
  it('describes a running pod', async () => {
    const client = new FakeClient({
      '/api/v1/namespaces/default/events': [
        event('Created', 'Container created', 'spec.containers{main}'),
        event('Pulling', 'Pulling image "fluentd"', 'spec.containers{log}'),
      ],
    })
    expect(await describeObject(WEB, client)).toBe(
      text(`
Name:             web
Namespace:        default
Priority:         0
Service Account:  default
Node:             worker/172.18.0.3
Start Time:       Sun, 22 Nov 2026 11:59:00 +0000
Labels:           app=web
                  tier=front
Annotations:      example.com/owner: team-red
Status:           Running
IP:               10.244.1.5
IPs:
  IP:  10.244.1.5
Containers:
  main:
    Container ID:  containerd://0
    Image:         nginx:1.27
    Image ID:      sha256:0
    Ports:         80/TCP (http), 53/UDP
    Host Ports:    0/TCP (http), 0/UDP
    Command:
      nginx
    Args:
      -g
      daemon off;
    State:          Running
      Started:      Sun, 22 Nov 2026 11:59:00 +0000
    Ready:          True
    Restart Count:  0
    Limits:
      memory:  128Mi
    Requests:
      cpu:      250m
      memory:   64Mi
    Liveness:   http-get http://:http/healthz delay=0s timeout=1s period=5s #success=1 #failure=3
    Readiness:  tcp-socket :80 delay=1s timeout=1s period=10s #success=1 #failure=3
    Environment:
      MODE:      production
      EMPTY:     
      POD_NAME:  web (v1:metadata.name)
    Mounts:
      /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access-abcde (ro)
  log:
    Container ID:   containerd://0
    Image:          fluentd
    Image ID:       sha256:0
    Port:           <none>
    Host Port:      <none>
    State:          Running
      Started:      Sun, 22 Nov 2026 11:59:00 +0000
    Ready:          True
    Restart Count:  0
    Environment:    <none>
    Mounts:
      /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access-abcde (ro)
Conditions:
  Type                        Status
  PodReadyToStartContainers   True 
  Initialized                 True 
  Ready                       True 
  ContainersReady             True 
  PodScheduled                True 
Volumes:
  kube-api-access-abcde:
    Type:                    Projected (a volume that contains injected data from multiple sources)
    TokenExpirationSeconds:  3607
    ConfigMapName:           kube-root-ca.crt
    Optional:                false
    DownwardAPI:             true
QoS Class:                   Burstable
Node-Selectors:              <none>
Tolerations:                 node.kubernetes.io/not-ready:NoExecute op=Exists for 300s
                             node.kubernetes.io/unreachable:NoExecute op=Exists for 300s
Events:
  Type    Reason   Age   From     Message
  ----    ------   ----  ----     -------
  Normal  Created  5s    kubelet  spec.containers{main}: Container created
  Normal  Pulling  5s    kubelet  spec.containers{log}: Pulling image "fluentd"
`),
    )
    expect(client.requests.map(r => r.query?.fieldSelector)).toEqual([
      'involvedObject.name=web,involvedObject.namespace=default,involvedObject.uid=u1',
    ])
  })

  it('describes a pending pod with readiness gates, without events', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'waiting', namespace: 'default' },
      spec: {
        nodeSelector: { disk: 'ssd' },
        readinessGates: [{ conditionType: 'example.com/lb-ready' }],
        containers: [{ name: 'main', image: 'nginx' }],
      },
      status: { phase: 'Pending', qosClass: 'BestEffort', conditions: [{ type: 'PodScheduled', status: 'False' }] },
    }
    const client = new FakeClient()
    expect(await describeObject(pod, client, false)).toBe(
      text(`
Name:         waiting
Namespace:    default
Node:         <none>
Labels:       <none>
Annotations:  <none>
Status:       Pending
IP:           
IPs:          <none>
Containers:
  main:
    Image:        nginx
    Port:         <none>
    Host Port:    <none>
    Environment:  <none>
    Mounts:       <none>
Readiness Gates:
  Type                   Status
  example.com/lb-ready   <none> 
Conditions:
  Type           Status
  PodScheduled   False 
Volumes:         <none>
QoS Class:       BestEffort
Node-Selectors:  disk=ssd
Tolerations:     <none>
`),
    )
    expect(client.requests).toEqual([])
  })
})
