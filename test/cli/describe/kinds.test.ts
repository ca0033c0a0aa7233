import { describe, expect, it } from 'vitest'
import { describeObject, FakeClient, text } from './fake-client.ts'

const meta = (name: string, more = {}) => ({ name, namespace: 'default', uid: `uid-${name}`, ...more })

describe('describe service', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('web', { labels: { app: 'web' } }),
    spec: {
      type: 'ClusterIP',
      selector: { tier: 'front', app: 'web' },
      ipFamilyPolicy: 'SingleStack',
      ipFamilies: ['IPv4'],
      clusterIP: '10.96.40.1',
      clusterIPs: ['10.96.40.1'],
      ports: [
        { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' },
        { name: 'metrics', port: 9090, targetPort: 'metrics', protocol: 'TCP' },
      ],
      sessionAffinity: 'None',
      internalTrafficPolicy: 'Cluster',
    },
  }

  it('has a line of endpoints for each port', async () => {
    const client = new FakeClient({
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices': [
        {
          ports: [{ name: 'http', port: 8080 }],
          endpoints: [1, 2, 3, 4, 5].map(i => ({ addresses: [`10.244.1.${i}`], conditions: { ready: i !== 2 } })),
        },
      ],
    })
    expect(await describeObject(service, client)).toBe(
      text(`
Name:                     web
Namespace:                default
Labels:                   app=web
Annotations:              <none>
Selector:                 app=web,tier=front
Type:                     ClusterIP
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       10.96.40.1
IPs:                      10.96.40.1
Port:                     http  80/TCP
TargetPort:               8080/TCP
Endpoints:                10.244.1.1:8080,10.244.1.3:8080,10.244.1.4:8080 + 1 more...
Port:                     metrics  9090/TCP
TargetPort:               metrics/TCP
Endpoints:                
Session Affinity:         None
Internal Traffic Policy:  Cluster
Events:                   <none>
`),
    )
    expect(client.requests.map(r => r.query)).toEqual([
      { labelSelector: 'kubernetes.io/service-name=web' },
      {
        fieldSelector:
          'involvedObject.name=web,involvedObject.namespace=default,involvedObject.kind=Service,involvedObject.uid=uid-web',
      },
    ])
  })

  it('tells no slices from no endpoints', async () => {
    expect(await describeObject(service)).toContain('Endpoints:                <none>\n')
  })
})

describe('describe ingress', () => {
  it('looks up the endpoints of each backend', async () => {
    const ingress = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: meta('shop', { annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' } }),
      spec: {
        ingressClassName: 'nginx',
        tls: [{ hosts: ['foo.com'], secretName: 'foo-cert' }],
        rules: [
          {
            host: 'shop.example.com',
            http: {
              paths: [
                { path: '/', backend: { service: { name: 'web', port: { number: 80 } } } },
                { path: '/api', backend: { service: { name: 'api', port: { name: 'http' } } } },
              ],
            },
          },
        ],
      },
    }
    const client = new FakeClient({
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices': [
        { ports: [{ name: '', port: 80 }], endpoints: [{ addresses: ['10.244.1.5'], conditions: { ready: true } }] },
      ],
      '/api/v1/namespaces/default/services/web': {
        metadata: { name: 'web' },
        ...{ spec: { ports: [{ port: 80, targetPort: 80 }] } },
      },
    })
    expect(await describeObject(ingress, client)).toBe(
      text(`
Name:             shop
Labels:           <none>
Namespace:        default
Address:          
Ingress Class:    nginx
Default backend:  <default>
TLS:
  foo-cert terminates foo.com
Rules:
  Host              Path  Backends
  ----              ----  --------
  shop.example.com  
                    /      web:80 (10.244.1.5:80)
                    /api   api:http (<error: services "api" not found>)
Annotations:        nginx.ingress.kubernetes.io/rewrite-target: /
Events:             <none>
`),
    )
  })
})

describe('describe config maps and secrets', () => {
  it('shows the values of a config map and the sizes of binary data', async () => {
    const configMap = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: meta('settings', { annotations: { note: 'for humans' } }),
      data: { color: 'red', 'app.properties': 'a=1\nb=2\n', empty: '' },
      binaryData: { blob: 'AAECAwQ=' },
    }
    expect(await describeObject(configMap)).toBe(
      text(`
Name:         settings
Namespace:    default
Labels:       <none>
Annotations:  note: for humans

Data
====
app.properties:
----
a=1
b=2


color:
----
red

empty:
----



BinaryData
====
blob: 5 bytes

Events:  <none>
`),
    )
    expect(await describeObject({ ...configMap, data: undefined }, undefined, false)).toMatch(/blob: 5 bytes\n\n$/)
  })

  it('shows no values of a secret but the token of a service account', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: meta('s'), type: 'Opaque', data: { token: 'YWJj' } }
    expect(await describeObject(secret)).toMatch(/\nType: {2}Opaque\n\nData\n====\ntoken: {2}3 bytes\n$/)
    const token = { ...secret, type: 'kubernetes.io/service-account-token' }
    expect(await describeObject(token)).toContain('token:  abc\n')
  })
})

describe('describe deployment', () => {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'nginx', image: 'nginx:1.25' }] },
  }
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'uid-web', controller: true }
  const replicaSet = (name: string, image: string, replicas: number, creationTimestamp: string) => ({
    metadata: meta(name, { ownerReferences: [owner], creationTimestamp }),
    spec: {
      replicas,
      template: {
        metadata: { labels: { app: 'web', 'pod-template-hash': name } },
        spec: { containers: [{ name: 'nginx', image }] },
      },
    },
    status: { replicas },
  })

  it('tells the new replica set from the old ones', async () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta('web', { creationTimestamp: '2026-11-22T11:00:00Z' }),
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } },
        template,
      },
      status: { replicas: 2, conditions: [{ type: 'Available', status: 'True', reason: 'MinimumReplicasAvailable' }] },
    }
    const client = new FakeClient({
      '/apis/apps/v1/namespaces/default/replicasets': [
        replicaSet('web-a', 'nginx:1.25', 2, '2026-11-22T11:30:00Z'),
        replicaSet('web-b', 'nginx:1.24', 0, '2026-11-22T11:00:00Z'),
        { ...replicaSet('other', 'nginx:1.25', 1, '2026-11-22T10:00:00Z'), metadata: meta('other') },
      ],
    })
    expect(await describeObject(deployment, client)).toBe(
      text(`
Name:                   web
Namespace:              default
CreationTimestamp:      Sun, 22 Nov 2026 11:00:00 +0000
Labels:                 <none>
Annotations:            <none>
Selector:               app=web
Replicas:               2 desired | 0 updated | 2 total | 0 available | 0 unavailable
StrategyType:           RollingUpdate
MinReadySeconds:        0
RollingUpdateStrategy:  1 max unavailable, 25% max surge
Pod Template:
  Labels:  app=web
  Containers:
   nginx:
    Image:         nginx:1.25
    Port:          <none>
    Host Port:     <none>
    Environment:   <none>
    Mounts:        <none>
  Volumes:         <none>
  Node-Selectors:  <none>
  Tolerations:     <none>
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      True    MinimumReplicasAvailable
OldReplicaSets:  web-b (0/0 replicas created)
NewReplicaSet:   web-a (2/2 replicas created)
Events:          <none>
`),
    )
  })
})

describe('describe role', () => {
  it('has one line for each resource and name, sorted by the verbs', async () => {
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: meta('deployer'),
      rules: [
        {
          apiGroups: ['apps'],
          resources: ['deployments', 'deployments/scale'],
          verbs: ['get', 'list', 'create', 'update'],
        },
        { apiGroups: [''], resources: ['configmaps'], resourceNames: ['settings'], verbs: ['get'] },
        { nonResourceURLs: ['/metrics'], verbs: ['get'] },
      ],
    }
    expect(await describeObject(role)).toBe(
      text(`
Name:         deployer
Labels:       <none>
Annotations:  <none>
PolicyRule:
  Resources               Non-Resource URLs  Resource Names  Verbs
  ---------               -----------------  --------------  -----
  deployments.apps/scale  []                 []              [get list create update]
  deployments.apps        []                 []              [get list create update]
                          [/metrics]         []              [get]
  configmaps              []                 [settings]      [get]
`),
    )
  })
})

describe('describe network policy', () => {
  it('describes rules, peers and directions', async () => {
    const policy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: meta('db', { creationTimestamp: '2026-11-22T11:00:00Z' }),
      spec: {
        podSelector: {},
        policyTypes: ['Ingress'],
        ingress: [
          {
            ports: [
              { port: 6379, protocol: 'TCP' },
              { port: 1, endPort: 9 },
            ],
            from: [
              { ipBlock: { cidr: '172.17.0.0/16', except: ['172.17.1.0/24'] } },
              { namespaceSelector: { matchLabels: { project: 'x' } }, podSelector: { matchLabels: { role: 'y' } } },
            ],
          },
          {},
        ],
      },
    }
    expect(await describeObject(policy)).toBe(
      text(`
Name:         db
Namespace:    default
Created on:   2026-11-22 11:00:00 +0000 UTC
Labels:       <none>
Annotations:  <none>
Spec:
  PodSelector:     <none> (Allowing the specific traffic to all pods in this namespace)
  Allowing ingress traffic:
    To Port: 6379/TCP
    To Port Range: 1-9/TCP
    From:
      IPBlock:
        CIDR: 172.17.0.0/16
        Except: 172.17.1.0/24
    From:
      NamespaceSelector: project=x
      PodSelector: role=y
    ----------
    To Port: <any> (traffic allowed to all ports)
    From: <any> (traffic not restricted by source)
  Not affecting egress traffic
  Policy Types: Ingress
`),
    )
  })
})

describe('describe node', () => {
  it('adds up what pods ask for', async () => {
    const container = (requests: object) => ({ name: 'c', image: 'x', resources: { requests } })
    const node = {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'worker', uid: 'u', labels: { 'node-role.kubernetes.io/web': '' } },
      spec: {
        taints: [
          { key: 'b', effect: 'NoSchedule' },
          { key: 'a', value: 'v', effect: 'NoExecute' },
        ],
      },
      status: { allocatable: { cpu: '4', memory: '1Gi', 'example.com/gpu': '2' } },
    }
    const client = new FakeClient({
      '/api/v1/pods': [
        {
          metadata: meta('p', { creationTimestamp: '2026-11-22T11:55:00Z' }),
          spec: {
            overhead: { cpu: '100m' },
            containers: [container({ cpu: '250m', memory: '64Mi' }), container({ cpu: '150m' })],
            initContainers: [
              { ...container({ cpu: '100m' }), restartPolicy: 'Always' },
              container({ cpu: '1', memory: '128Mi' }),
            ],
          },
        },
      ],
    })
    const description = await describeObject(node, client)
    expect(description).toContain('Roles:              web\n')
    expect(description).toContain(
      'Taints:             a=v:NoExecute\n                    b:NoSchedule\nUnschedulable:      false\nLease:              Failed to get lease: leases "worker" not found\n',
    )
    expect(description.slice(description.indexOf('Non-terminated'))).toBe(
      text(`
Non-terminated Pods:          (1 in total)
  Namespace                   Name    CPU Requests  CPU Limits  Memory Requests  Memory Limits  Age
  ---------                   ----    ------------  ----------  ---------------  -------------  ---
  default                     p       1200m (30%)   0 (0%)      128Mi (12%)      0 (0%)         5m
Allocated resources:
  (Total limits may be over 100 percent, i.e., overcommitted.)
  Resource           Requests     Limits
  --------           --------     ------
  cpu                1200m (30%)  0 (0%)
  memory             128Mi (12%)  0 (0%)
  ephemeral-storage  0 (0%)       0 (0%)
  example.com/gpu    0            0
Events:              <none>
`),
    )
  })
})

/** For O=Org é, OU=One, OU=Two, CN=user; DNS:a.b, DNS:c.d, IP:10.0.0.1, IP:fd00::1, email:x@y.z, URI:spiffe://a/b. */
const CERTIFICATE_REQUEST = `-----BEGIN CERTIFICATE REQUEST-----
MIIBSjCB8QIBADA8MQ8wDQYDVQQKDAZPcmcgw6kxDDAKBgNVBAsMA09uZTEMMAoG
A1UECwwDVHdvMQ0wCwYDVQQDDAR1c2VyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAEmSpOH09nnm8RseznUen6/X2mIB4+Ajh9p/ospEiRtP2KgL3ZFR3rYcEVuGkS
ZVDYuNB90KKRaKXhXN3phbAtuKBTMFEGCSqGSIb3DQEJDjFEMEIwQAYDVR0RBDkw
N4IDYS5iggNjLmSHBAoAAAGHEP0AAAAAAAAAAAAAAAAAAAGBBXhAeS56hgxzcGlm
ZmU6Ly9hL2IwCgYIKoZIzj0EAwIDSAAwRQIgeTyd4Y8lkrxk8A41czBXwjUJorVO
/7g6RbxMVHCQqOoCIQC16ZGIs1vzfKR0lZqmb9UHPrp9+qkLR6PsAXHAE9etTA==
-----END CERTIFICATE REQUEST-----
`

describe('describe certificate signing request', () => {
  it('reads the subject and the alternative names', async () => {
    const request = {
      apiVersion: 'certificates.k8s.io/v1',
      kind: 'CertificateSigningRequest',
      metadata: { name: 'csr' },
      spec: {
        request: Buffer.from(CERTIFICATE_REQUEST).toString('base64'),
        signerName: 's/x',
        expirationSeconds: 86400,
        username: 'me',
      },
      status: { conditions: [{ type: 'Approved', status: 'True' }], certificate: 'AA==' },
    }
    const description = await describeObject(request)
    expect(description.slice(description.indexOf('Requested'))).toBe(
      text(`
Requested Duration:  24h
Status:              Approved,Issued
Subject:
  Common Name:          user
  Serial Number:        
  Organization:         Org é
  Organizational Unit:  One
                        Two
Subject Alternative Names:
         DNS Names:        a.b
                           c.d
         Email Addresses:  x@y.z
         URIs:             spiffe://a/b
         IP Addresses:     10.0.0.1
                           fd00::1
Events:  <none>
`),
    )
    const broken = { ...request, spec: { ...request.spec, request: 'AAAA' } }
    await expect(describeObject(broken)).rejects.toThrow(
      'Error parsing CSR: PEM block type must be CERTIFICATE REQUEST',
    )
  })
})

describe('describe quota and namespace', () => {
  const quota = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: meta('compute'),
    status: { hard: { 'requests.memory': '1Gi', pods: '2' }, used: { 'requests.memory': '1500M', pods: '1' } },
  }

  it('shows used amounts as the hard ones are written', async () => {
    expect(await describeObject(quota)).toBe(
      text(`
Name:            compute
Namespace:       default
Resource         Used        Hard
--------         ----        ----
pods             1           2
requests.memory  1500000000  1Gi
`),
    )
  })

  it('shows the quotas and limit ranges of a namespace', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' }, status: { phase: 'Active' } }
    const client = new FakeClient({
      '/api/v1/namespaces/team/resourcequotas': [quota],
      '/api/v1/namespaces/team/limitranges': [
        { metadata: meta('l'), spec: { limits: [{ type: 'Container', max: { cpu: '2' }, default: { cpu: '500m' } }] } },
      ],
    })
    expect(await describeObject(namespace, client)).toBe(
      text(`
Name:         team
Labels:       <none>
Annotations:  <none>
Status:       Active

Resource Quotas
  Name:            compute
  Resource         Used   Hard
  --------         ---    ---
  pods             1      2
  requests.memory  1500M  1Gi

Resource Limits
 Type       Resource  Min  Max  Default Request  Default Limit  Max Limit/Request Ratio
 ----       --------  ---  ---  ---------------  -------------  -----------------------
 Container  cpu       -    2    -                500m           -
`),
    )
    expect(await describeObject(namespace)).toMatch(/\n\nNo resource quota\.\n\nNo LimitRange resource\.\n$/)
  })
})
