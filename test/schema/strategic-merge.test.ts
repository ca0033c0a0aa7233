import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeTyped } from '../../src/schema/decode.ts'
import { schemaFor } from '../../src/schema/schema.ts'
import {
  createThreeWayMergePatch,
  createTwoWayMergePatch,
  PatchConflictError,
  strategicMergePatch,
} from '../../src/schema/strategic-merge.ts'
import { DEPLOYMENT, deployments, SERVICE } from './objects.ts'

const service = schemaFor(SERVICE)!
const deployment = schemaFor(DEPLOYMENT)!
const decoded = (object: object) => decodeTyped(object as Record<string, unknown>, deployment, false).object

const web = {
  spec: {
    selector: { app: 'web' },
    ports: [
      { name: 'http', port: 80 },
      { name: 'https', port: 443 },
    ],
  },
}
const ports = (patch: unknown) => strategicMergePatch(web, { spec: { ports: patch } }, service).spec
const selector = web.spec.selector

describe('strategicMergePatch', () => {
  it('merges lists by their key and puts new items in front', () => {
    expect(ports([{ port: 443, targetPort: 1 }, { port: 81 }])).toEqual({
      selector,
      ports: [{ name: 'http', port: 80 }, { name: 'https', port: 443, targetPort: 1 }, { port: 81 }],
    })
    expect(ports([{ port: 8888 }])).toEqual({ selector, ports: [{ port: 8888 }, ...web.spec.ports] })
  })

  it('carries out directives', () => {
    expect(ports([{ $patch: 'delete', port: 80 }])).toEqual({ selector, ports: [{ name: 'https', port: 443 }] })
    expect(ports([{ $patch: 'replace' }, { port: 1 }])).toEqual({ selector, ports: [{ port: 1 }] })
    expect(strategicMergePatch(web, { spec: { $patch: 'replace', type: 'NodePort' } }, service)).toEqual({
      spec: { type: 'NodePort' },
    })
    const order = { '$setElementOrder/ports': [{ port: 443 }, { port: 80 }] }
    expect(strategicMergePatch(web, { spec: order }, service).spec).toEqual({
      selector,
      ports: [...web.spec.ports].reverse(),
    })
    const object = {
      metadata: { finalizers: ['a', 'b'] },
      spec: { strategy: { type: 'RollingUpdate', rollingUpdate: {} } },
    }
    const patch = {
      metadata: { '$deleteFromPrimitiveList/finalizers': ['a'], finalizers: ['c'] },
      spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
    }
    expect(strategicMergePatch(object, patch, deployment)).toEqual({
      metadata: { finalizers: ['c', 'b'] },
      spec: { strategy: { type: 'Recreate' } },
    })
  })

  it('drops nulls and changes neither the object nor the patch', () => {
    const patch = { spec: { selector: { app: null, tier: { a: null, b: 1 } } } }
    const before = JSON.stringify([web, patch])
    expect(strategicMergePatch(web, patch, service).spec).toMatchObject({ selector: { tier: { b: 1 } } })
    expect(JSON.stringify([web, patch])).toBe(before)
  })

  it.each([
    [[{ name: 'x' }], 'map: map[name:x] does not contain declared merge key: port', 500],
    [[{ $patch: 'burn', port: 1 }], 'unknown patch type: burn in map: map[$patch:burn port:1]', 500],
    [[[1]], `list element types are not identical: [[map[name:http port:80] map[name:https port:443]] [[1]]]`, 500],
  ])('refuses what it cannot merge', (patch, message, code) => {
    expect(() => ports(patch)).toThrow(expect.objectContaining({ message, status: expect.objectContaining({ code }) }))
  })

  it('is idempotent, and makes any object of any other by the patch between them', () => {
    fc.assert(
      fc.property(deployments, deployments, (a, b) => {
        const patch = createTwoWayMergePatch(a, b, deployment)
        const once = strategicMergePatch(a, patch, deployment)
        expect(decoded(once)).toEqual(decoded(b))
        expect(decoded(strategicMergePatch(once, patch, deployment))).toEqual(decoded(b))
      }),
    )
  })
})

describe('createThreeWayMergePatch', () => {
  it('is empty when nothing has changed', () => {
    fc.assert(
      fc.property(deployments, d => {
        expect(createThreeWayMergePatch(d, d, d, deployment)).toEqual({})
      }),
    )
  })

  it('leads to an object that it does not change again', () => {
    fc.assert(
      fc.property(deployments, deployments, deployments, (original, modified, current) => {
        const patch = createThreeWayMergePatch(original, modified, current, deployment)
        const patched = strategicMergePatch(current, patch, deployment)
        const again = createThreeWayMergePatch(modified, modified, patched, deployment)
        expect(decoded(strategicMergePatch(patched, again, deployment))).toEqual(decoded(patched))
      }),
    )
  })

  it('deletes what left the manifest and keeps what others have added', () => {
    const container = (env: object[]) => ({ spec: { template: { spec: { containers: [{ name: 'c', env }] } } } })
    const patch = createThreeWayMergePatch(
      container([
        { name: 'MODE', value: '1' },
        { name: 'LEVEL', value: '3' },
      ]),
      container([{ name: 'LEVEL', value: '4' }]),
      container([
        { name: 'MODE', value: '1' },
        { name: 'LEVEL', value: '3' },
        { name: 'EXTRA', value: '1' },
      ]),
      deployment,
    )
    expect(patch).toEqual({
      spec: {
        template: {
          spec: {
            '$setElementOrder/containers': [{ name: 'c' }],
            containers: [
              {
                name: 'c',
                '$setElementOrder/env': [{ name: 'LEVEL' }],
                env: [
                  { name: 'LEVEL', value: '4' },
                  { $patch: 'delete', name: 'MODE' },
                ],
              },
            ],
          },
        },
      },
    })
  })

  it('keeps the keys of unions', () => {
    const volume = (source: object) => ({ spec: { template: { spec: { volumes: [{ name: 'v', ...source }] } } } })
    const patch = createThreeWayMergePatch(
      {},
      volume({ configMap: { name: 'x' } }),
      volume({ emptyDir: {} }),
      deployment,
    )
    expect(patch).toMatchObject({
      spec: { template: { spec: { volumes: [{ name: 'v', $retainKeys: ['configMap', 'name'] }] } } },
    })
  })

  it('without overwrite, refuses to change what others have changed', () => {
    const replicas = (n: number) => ({ spec: { replicas: n } })
    expect(() => createThreeWayMergePatch(replicas(1), replicas(2), replicas(3), deployment, false)).toThrow(
      PatchConflictError,
    )
    expect(createThreeWayMergePatch(replicas(1), replicas(2), replicas(1), deployment, false)).toEqual(replicas(2))
  })
})
