import { expect, test } from 'vitest'
import type { ReplicationController, ReplicationControllerSpec } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import type { WriteContext } from '../../src/kinds/kind.ts'
import { replicationController as kind } from '../../src/kinds/replicationcontroller.ts'

const context = {} as WriteContext
const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'i' }] } }

function controller(spec: ReplicationControllerSpec): ReplicationController {
  const object: ReplicationController = { metadata: { name: 'rc', namespace: 'default' }, spec }
  kind.setDefaults!(object)
  return object
}

const errors = (spec: ReplicationControllerSpec) => kind.validate(controller(spec), context).map(errorText)

test('selector and labels come from the template', () => {
  expect(controller({ template })).toMatchObject({
    metadata: { labels: { app: 'a' } },
    spec: { replicas: 1, selector: { app: 'a' } },
  })
  expect(errors({ template })).toEqual([])
})

test('it selects its own pods', () => {
  expect(errors({ template, selector: { app: 'b' } })).toEqual([
    'spec.template.metadata.labels: Invalid value: {"app":"a"}: `selector` does not match template `labels`',
  ])
  expect(errors({})).toEqual(['spec.selector: Required value', 'spec.template: Required value'])
})
