import { describe, expect, it } from 'vitest'
import type { StatusError } from '../../../src/apimachinery/status.ts'
import { namespaceLifecycle } from '../../../src/apiserver/admission/namespace-lifecycle.ts'
import type { AdmissionAttributes } from '../../../src/apiserver/admission/plugin.ts'
import type { Kind, WriteContext } from '../../../src/kinds/kind.ts'

const phases: Record<string, string> = { default: 'Active', team: 'Terminating' }
const context = {
  get: (_resource: string, _namespace: string, name: string) => phases[name] && { status: { phase: phases[name] } },
} as unknown as WriteContext

function refusal(attributes: Partial<Omit<AdmissionAttributes, 'kind'>> & { kind?: Partial<Kind> }) {
  try {
    const kind = { group: '', resource: 'secrets', ...attributes.kind } as Kind
    namespaceLifecycle.admit!(
      { verb: 'create', namespace: 'default', name: 'x', subresource: '', ...attributes, kind },
      context,
    )
    return undefined
  } catch (error) {
    return (error as StatusError).status
  }
}

describe('namespaceLifecycle', () => {
  it('refuses objects in namespaces that do not exist', () => {
    expect(refusal({ namespace: 'nope' })).toMatchObject({ code: 404, message: 'namespaces "nope" not found' })
    expect(refusal({ namespace: 'nope', verb: 'update' })).toMatchObject({ code: 404 })
    expect(refusal({ namespace: 'nope', verb: 'delete' })).toBeUndefined()
    expect(refusal({ namespace: '' })).toBeUndefined()
  })

  it('refuses new objects, and no others, in namespaces that are being deleted', () => {
    const object = { metadata: { generateName: 'web-' } }
    expect(refusal({ namespace: 'team', name: '', object })).toMatchObject({
      code: 403,
      message:
        'secrets "web-" is forbidden: unable to create new content in namespace team because it is being terminated',
      details: {
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: 'namespace team is being terminated',
            field: 'metadata.namespace',
          },
        ],
      },
    })
    expect(refusal({ namespace: 'team', verb: 'update' })).toBeUndefined()
    const kind = { group: 'authorization.k8s.io', resource: 'localsubjectaccessreviews' }
    expect(refusal({ namespace: 'team', kind })).toBeUndefined()
  })

  it('protects the namespaces that a cluster needs', () => {
    const remove = (name: string) => refusal({ verb: 'delete', namespace: '', name, kind: { resource: 'namespaces' } })
    expect(remove('kube-system')?.message).toBe(
      'namespaces "kube-system" is forbidden: this namespace may not be deleted',
    )
    expect(remove('kube-node-lease')).toBeUndefined()
  })
})
