import { describe, expect, it } from 'vitest'
import type { Namespace } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'
import { namespace as kind } from '../../src/kinds/namespace.ts'

const context = {} as WriteContext

describe('namespace', () => {
  it('gets its name as a label and the finalizer of its contents', () => {
    const namespace: Namespace = {
      metadata: { name: 'team', labels: { a: 'b', 'kubernetes.io/metadata.name': 'x' } },
      spec: { finalizers: ['example.com/x'] },
      status: { phase: 'Terminating' },
    }
    kind.setDefaults!(namespace)
    kind.prepareForCreate!(namespace, context)
    expect(namespace).toEqual({
      metadata: { name: 'team', labels: { a: 'b', 'kubernetes.io/metadata.name': 'team' } },
      spec: { finalizers: ['example.com/x', 'kubernetes'] },
      status: { phase: 'Active' },
    })
    expect(kind.hasFinalizers!(namespace)).toBe(true)
  })

  it('refuses finalizers without a domain that are not its own', () => {
    const errors = kind.validate({ metadata: {}, spec: { finalizers: ['kubernetes', 'mine'] } } as Namespace, context)
    expect(errors.map(errorText)).toEqual([
      'spec.finalizers: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
    ])
  })

  it('is Active until it is deleted, and Terminating from then on', () => {
    const phase = (value: string, deletionTimestamp?: string) =>
      kind.status!.validateUpdate(
        { metadata: deletionTimestamp ? { deletionTimestamp } : {}, status: { phase: value } } as Namespace,
        { metadata: {} },
        context,
      )
    expect(phase('Active')).toEqual([])
    expect(phase('Terminating').map(errorText)).toEqual([
      `status.Phase: Invalid value: "Terminating": may only be 'Active' if \`deletionTimestamp\` is empty`,
    ])
    expect(phase('Active', '2026-01-01T00:00:00Z')).toHaveLength(1)
  })
})
