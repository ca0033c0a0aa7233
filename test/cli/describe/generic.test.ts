import { describe, expect, it } from 'vitest'
import { smartLabel } from '../../../src/cli/describe/generic.ts'
import { describeObject, text } from './fake-client.ts'

describe('describe of other kinds', () => {
  it('prints every field', async () => {
    const object = {
      apiVersion: 'stable.example.com/v1',
      kind: 'CronTab',
      metadata: {
        name: 'my-cron',
        namespace: 'default',
        generation: 1,
        uid: 'u',
        managedFields: [{ manager: 'x' }],
        labels: { a: 'b' },
      },
      spec: {
        cronSpec: '* * * * */5',
        ratio: 1e-7,
        nothing: null,
        list: [1, { b: 2, a: [true, ['x', { k: 1 }]] }],
        'with.dot': 1,
        empty: {},
      },
    }
    expect(await describeObject(object)).toBe(
      text(`
Name:         my-cron
Namespace:    default
Labels:       a=b
Annotations:  <none>
API Version:  stable.example.com/v1
Kind:         CronTab
Metadata:
  Generation:  1
  UID:         u
Spec:
  Cron Spec:  * * * * */5
  Empty:
  List:
    1
    A:
      true
      [x map[k:1]]
    B:       2
  Nothing:   <nil>
  Ratio:     1e-07
  with.dot:  1
Events:      <none>
`),
    )
  })

  it.each([
    ['creationTimestamp', 'Creation Timestamp'],
    ['apiVersion', 'API Version'],
    ['podCIDRs', 'Pod CIDRs'],
    ['nonResourceURLs', 'Non Resource URLs'],
    ['uid', 'UID'],
    ['openAPIV3Schema', 'openAPIV3Schema'],
    ['kebab-case', 'Kebab - Case'],
  ])('labels %s as %s', (field, label) => {
    expect(smartLabel(field)).toBe(label)
  })
})
