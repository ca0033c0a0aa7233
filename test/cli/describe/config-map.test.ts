import { describe, expect, it } from 'vitest'
import { describeObject, meta, text } from './fake-client.ts'

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
