import { describe, expect, test } from 'vitest'
import type { ObjectMeta } from '../../../src/api/object.ts'
import { errorText, path } from '../../../src/apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../../../src/apimachinery/validation/names.ts'
import { validateObjectMeta, validateObjectMetaUpdate } from '../../../src/apimachinery/validation/object-meta.ts'

const at = path('metadata')
/** The error texts, those of the long rules cut after their first words. */
const brief = (text: string): string => text.replace(/(must consist of|RFC 1123 \w+).*/, '$1')
const created = (meta: ObjectMeta, namespaced = true): string[] =>
  validateObjectMeta(meta, namespaced, nameIsDNSSubdomain, at).map(e => brief(errorText(e)))

describe('a new object', () => {
  test('takes metadata with everything that may be in it', () => {
    expect(
      created({
        name: 'web',
        generateName: 'web-',
        namespace: 'default',
        labels: { app: 'web' },
        annotations: { 'Example.COM/note': 'anything' },
        finalizers: ['example.com/hold', 'orphan'],
        ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u', controller: true }],
        managedFields: [{ manager: 'kubectl', operation: 'Update', fieldsType: 'FieldsV1' }],
      }),
    ).toEqual([])
  })

  test.each<[string, ObjectMeta, string[]]>([
    ['no name', { namespace: 'a' }, ['metadata.name: Required value: name or generateName is required']],
    [
      'both names',
      { name: 'A', generateName: 'AB-', namespace: 'a' },
      [
        'metadata.generateName: Invalid value: "AB-": a lowercase RFC 1123 subdomain',
        'metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain',
      ],
    ],
    ['no namespace', { name: 'a' }, ['metadata.namespace: Required value']],
    [
      'bad namespace',
      { name: 'a', namespace: 'A' },
      ['metadata.namespace: Invalid value: "A": a lowercase RFC 1123 label'],
    ],
    [
      'generation',
      { name: 'a', namespace: 'a', generation: -1 },
      ['metadata.generation: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      'labels',
      { name: 'a', namespace: 'a', labels: { 'app!': 'front end' } },
      [
        'metadata.labels: Invalid value: "app!": name part must consist of',
        "metadata.labels: Invalid value: \"front end\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      ],
    ],
    [
      'annotations',
      { name: 'a', namespace: 'a', annotations: { 'bad key': '', big: 'x'.repeat(256 * 1024) } },
      [
        'metadata.annotations: Invalid value: "bad key": name part must consist of',
        'metadata.annotations: Too long: may not be more than 262144 bytes',
      ],
    ],
    [
      'owners',
      {
        name: 'a',
        namespace: 'a',
        ownerReferences: [
          { apiVersion: 'a/b/c', kind: 'K', name: 'n', uid: 'u', controller: true },
          { uid: '2', controller: true, apiVersion: 'v1', kind: 'Event', name: 'm' },
          { apiVersion: 'v1', kind: '', name: '', uid: '' },
        ],
      },
      [
        'metadata.ownerReferences.apiVersion: Invalid value: "a/b/c": version must not be empty',
        'metadata.ownerReferences: Invalid value: {"apiVersion":"v1","kind":"Event","name":"m","uid":"2","controller":true}: /v1, Kind=Event is disallowed from being an owner',
        'metadata.ownerReferences: Invalid value: [{"apiVersion":"a/b/c","kind":"K","name":"n","uid":"u","controller":true},{"apiVersion":"v1","kind":"Event","name":"m","uid":"2","controller":true},{"apiVersion":"v1","kind":"","name":"","uid":""}]: Only one reference can have Controller set to true. Found "true" in references for K/n and Event/m',
        'metadata.ownerReferences.kind: Invalid value: "": must not be empty',
        'metadata.ownerReferences.name: Invalid value: "": must not be empty',
        'metadata.ownerReferences.uid: Invalid value: "": must not be empty',
      ],
    ],
    [
      'finalizers',
      { name: 'a', namespace: 'a', finalizers: ['mine', 'orphan', 'foregroundDeletion', 'a b/c'] },
      [
        'metadata.finalizers: Invalid value: "a b/c": prefix part a lowercase RFC 1123 subdomain',
        'metadata.finalizers: Invalid value: ["mine","orphan","foregroundDeletion","a b/c"]: finalizer orphan and foregroundDeletion cannot be both set',
        'metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
      ],
    ],
    [
      'managed fields',
      {
        name: 'a',
        namespace: 'a',
        managedFields: [
          { manager: 'é\u0007', operation: 'Patch', fieldsType: 'V2', subresource: 'x'.repeat(257) },
          { operation: 'Apply', manager: 'm'.repeat(129) },
        ],
      },
      [
        'metadata.managedFields[0].operation: Invalid value: "Patch": must be `Apply` or `Update`',
        'metadata.managedFields[0].fieldsType: Invalid value: "V2": must be `FieldsV1`',
        'metadata.managedFields[0].manager: Invalid value: "é\\a": invalid character U+0007 (at position 2)',
        'metadata.managedFields[0].subresource: Too long: may not be more than 256 bytes',
        'metadata.managedFields[1].manager: Too long: may not be more than 128 bytes',
      ],
    ],
  ])('%s', (_name, meta, errors) => {
    expect(created(meta)).toEqual(errors)
  })

  test('cluster-scoped kinds have no namespace', () => {
    expect(created({ name: 'a', namespace: 'b' }, false)).toEqual([
      'metadata.namespace: Forbidden: not allowed on this type',
    ])
  })

  test('custom resources take any finalizer', () => {
    const meta = { name: 'a', namespace: 'a', finalizers: ['mine'] }
    expect(validateObjectMeta(meta, true, nameIsDNSSubdomain, at, { anyFinalizer: true })).toEqual([])
  })
})

describe('a replacement', () => {
  const old: ObjectMeta = {
    name: 'web',
    namespace: 'default',
    uid: 'u1',
    resourceVersion: '5',
    generation: 2,
    creationTimestamp: '2026-11-22T17:00:00Z',
    finalizers: ['example.com/a'],
  }
  const updated = (changes: ObjectMeta, from: ObjectMeta = old): string[] =>
    validateObjectMetaUpdate({ ...from, ...changes }, from, at).map(e => brief(errorText(e)))

  test('nothing changed, or another spelling of the same instant', () => {
    expect(updated({})).toEqual([])
    expect(updated({ creationTimestamp: '2026-11-22T18:00:00+01:00' })).toEqual([])
  })

  test('what may not change', () => {
    expect(
      updated({
        name: 'api',
        namespace: 'other',
        uid: 'u2',
        resourceVersion: '',
        generation: 1,
        creationTimestamp: null,
        deletionTimestamp: '2026-11-22T17:00:00Z',
        deletionGracePeriodSeconds: 30,
        labels: { '': '' },
      }),
    ).toEqual([
      'metadata.resourceVersion: Invalid value: "": must be specified for an update',
      'metadata.generation: Invalid value: 1: must not be decremented',
      'metadata.name: Invalid value: "api": field is immutable',
      'metadata.namespace: Invalid value: "other": field is immutable',
      'metadata.uid: Invalid value: "u2": field is immutable',
      'metadata.creationTimestamp: Invalid value: null: field is immutable',
      'metadata.deletionTimestamp: Invalid value: "2026-11-22T17:00:00Z": field is immutable',
      'metadata.deletionGracePeriodSeconds: Invalid value: 30: field is immutable',
      'metadata.labels: Invalid value: "": name part must be non-empty',
      'metadata.labels: Invalid value: "": name part must consist of',
    ])
  })

  test('an object that is being deleted gets no new finalizers', () => {
    const deleted = { ...old, deletionTimestamp: '2026-11-22T17:00:00Z' }
    expect(updated({ finalizers: ['example.com/new', 'example.com/a', 'a.b/c'] }, deleted)).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"a.b/c", "example.com/new"}',
    ])
    expect(updated({ finalizers: ['example.com/new'] })).toEqual([])
  })
})
