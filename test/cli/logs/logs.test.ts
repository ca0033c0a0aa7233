import { describe, expect, test } from 'vitest'
import type { Pod } from '../../../src/api/types.gen.ts'
import type { Io } from '../../../src/cli/io.ts'
import { byLogging } from '../../../src/cli/logs/by-logging.ts'
import { containersOf } from '../../../src/cli/logs/containers.ts'

function pod(name: string, containers: string[], extra: Partial<Pod> = {}): Pod {
  return { metadata: { name }, spec: { containers: containers.map(c => ({ name: c })) }, ...extra }
}

function choose(of: Pod, wanted: Partial<{ container: string; all: boolean; quiet: boolean }> = {}) {
  let said = ''
  const io = {
    err: (text: string) => {
      said += text
    },
  } as Partial<Io> as Io
  return { containers: containersOf(of, { container: '', all: false, quiet: false, ...wanted }, io), said }
}

describe('the container', () => {
  test('is the only one, or the first with a word about it', () => {
    expect(choose(pod('web', ['a']))).toEqual({ containers: ['a'], said: '' })
    expect(choose(pod('web', ['a', 'b']))).toEqual({
      containers: ['a'],
      said: 'Defaulted container "a" out of: a, b\n',
    })
  })

  test('can be set by an annotation', () => {
    const annotated = (to: string) =>
      pod('web', ['a', 'b'], {
        metadata: { name: 'web', annotations: { 'kubectl.kubernetes.io/default-container': to } },
      })
    expect(choose(annotated('b'))).toEqual({ containers: ['b'], said: '' })
    expect(choose(annotated('x')).said).toContain('Default container name "x" not found in pod web\n')
  })

  test('must be one of the pod', () => {
    const all = pod('web', ['a'], { spec: { containers: [{ name: 'a' }], initContainers: [{ name: 'i' }] } })
    expect(() => choose(all, { container: 'x' })).toThrow('container x is not valid for pod web out of: a, i (init)')
    expect(choose(all, { all: true }).containers).toEqual(['i', 'a'])
  })
})

test('the best pod comes first', () => {
  const ready = (since: string) => ({
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: since }],
  })
  const on = { spec: { containers: [], nodeName: 'worker' } }
  const best = [
    pod('long-ready', [], { ...on, status: ready('2026-01-01T00:00:00Z') }),
    pod('just-ready', [], { ...on, status: ready('2026-02-01T00:00:00Z') }),
    pod('not-ready', [], { ...on, status: { phase: 'Running' } }),
    pod('pending', [], { ...on, status: { phase: 'Pending' } }),
    pod('nowhere', [], { status: { phase: 'Running' } }),
  ]
  expect(
    [...best]
      .reverse()
      .sort(byLogging)
      .map(p => p.metadata.name),
  ).toEqual(best.map(p => p.metadata.name))
})
