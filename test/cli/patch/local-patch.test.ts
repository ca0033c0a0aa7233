import { describe, expect, test } from 'vitest'
import { CommandError } from '../../../src/cli/errors.ts'
import { patchLocally } from '../../../src/cli/patch/local-patch.ts'
import { patchBody, readPatch } from '../../../src/cli/patch/patch-text.ts'
import type { PatchType } from '../../../src/schema/patch.ts'

const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', finalizers: ['x'] } }

const patched = async (type: PatchType, text: string) => patchLocally(object, type, await readPatch(text, text))

describe('reading', () => {
  test('YAML is read at once, JSON is the affair of the server', async () => {
    expect(await readPatch('spec: {replicas: 2}', '')).toEqual({ value: { spec: { replicas: 2 } } })
    await expect(readPatch('spec: {type: NodePort', 'shown')).rejects.toThrow(
      /^unable to parse "shown": yaml: line 1: did not find expected ',' or '}'$/,
    )
    const broken = await readPatch(' {"spec":', '')
    expect(() => patchBody(broken, 'strategic')).toThrow(/^unexpected end of JSON input$/)
    expect(() => patchBody(broken, 'merge')).toThrow(/^error decoding patch: unexpected end of JSON input$/)
    expect(() => patchBody({ value: 1 }, 'merge')).not.toThrow()
    expect(await readPatch('{} x', '')).toEqual({ syntaxError: "invalid character 'x' after top-level value" })
  })
})

// Recorded with kubectl patch --local
test.each<[PatchType, string, string]>([
  ['json', '{}', 'json: cannot unmarshal object into Go value of type jsonpatch.Patch'],
  ['json', '[3]', 'json: cannot unmarshal number into Go value of type jsonpatch.Operation'],
  ['json', '[{"op":"burn","path":"/x"}]', 'Unexpected kind: burn'],
  ['json', '[{"path":"/x"}]', 'Unexpected kind: unknown'],
  ['json', '[{"op":"add","value":3}]', 'add operation failed to decode path: missing value'],
  [
    'json',
    '[{"op":"remove","path":"/data"}]',
    "error in remove for path: '/data': Unable to remove nonexistent key: data: missing value",
  ],
  [
    'json',
    '[{"op":"remove","path":"/q/w"}]',
    'remove operation does not apply: doc is missing path: "/q/w": missing value',
  ],
  ['json', '[{"op":"test","path":"/kind","value":"x"}]', 'testing value /kind failed: test failed'],
  [
    'json',
    '[{"op":"replace","path":"/data/x","value":1}]',
    'replace operation does not apply: doc is missing path: /data/x: missing value',
  ],
  [
    'json',
    '[{"op":"replace","path":"/metadata/finalizers/3","value":1}]',
    'Object to be patched is missing field (/metadata/finalizers/3: missing value)',
  ],
  [
    'json',
    '[{"op":"add","path":"/metadata/finalizers/9","value":"x"}]',
    "error in add for path: '/metadata/finalizers/9': Unable to access invalid index: 9: invalid index referenced",
  ],
  [
    'json',
    '[{"op":"add","path":"/metadata/finalizers/q","value":"x"}]',
    "error in add for path: '/metadata/finalizers/q': value was not a proper array index: 'q': strconv.Atoi: parsing \"q\": invalid syntax",
  ],
  [
    'json',
    '[{"op":"move","from":"/q","path":"/x"}]',
    "error in move for path: 'q': Unable to remove nonexistent key: q: missing value",
  ],
  [
    'json',
    '[{"op":"copy","from":"/kind","path":"/x/y"}]',
    'copy operation does not apply: doc is missing destination path: /x/y: missing value',
  ],
  [
    'json',
    '[{"op":"copy","from":"/metadata/finalizers/7","path":"/x"}]',
    "error in copy for from: '/metadata/finalizers/7': Unable to access invalid index: 7: invalid index referenced",
  ],
  ['merge', '[1]', 'json: cannot unmarshal array into Go value of type unstructured.detector'],
  ['merge', 'null', 'Invalid JSON Patch'],
  ['merge', '{"a":', 'Invalid JSON Patch'],
  [
    'merge',
    '{"kind":null}',
    `Object 'Kind' is missing in '{"apiVersion":"v1","metadata":{"finalizers":["x"],"name":"a"}}'`,
  ],
  ['strategic', '[1]', 'invalid JSON document'],
  ['strategic', '{"a":', 'invalid JSON document'],
])('%s patch %s', async (type, text, message) => {
  await expect(patched(type, text)).rejects.toThrow(new CommandError(message))
})

test('what applies is applied, and the object stays as it was', async () => {
  const before = JSON.stringify(object)
  expect(await patched('strategic', 'null')).toEqual(object)
  expect(await patched('strategic', '{"data":{"a":"1"}}')).toEqual({ ...object, data: { a: '1' } })
  expect(
    (await patched('json', '[{"op":"add","path":"/metadata/finalizers/-","value":"y"}]')).metadata.finalizers,
  ).toEqual(['x', 'y'])
  expect(JSON.stringify(object)).toBe(before)
  expect(() =>
    patchLocally({ ...object, apiVersion: 'example.com/v1', kind: 'Foo' }, 'strategic', { value: {} }),
  ).toThrow('strategic merge patch is not supported for example.com/v1, Kind=Foo locally, try --type merge')
})
