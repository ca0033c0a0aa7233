import { expect, test } from 'vitest'
import { explain } from '../../../src/cli/explain/explain.ts'
import { type OpenApiDocument, openApiSchema } from '../../../src/cli/explain/open-api-schema.ts'

const POD = { group: '', version: 'v1', kind: 'Pod' }
const ref = (name: string) => `#/components/schemas/io.k8s.${name}`
const document: OpenApiDocument = {
  components: {
    schemas: {
      'io.k8s.Pod': {
        type: 'object',
        description: 'Pod is a collection of containers.',
        properties: {
          kind: { type: 'string' },
          spec: { allOf: [{ $ref: ref('PodSpec') }], description: 'What is wanted.' },
        },
        'x-kubernetes-group-version-kind': [POD],
      },
      'io.k8s.PodSpec': {
        type: 'object',
        description: 'PodSpec is a description of a pod.',
        required: ['containers'],
        properties: {
          containers: {
            type: 'array',
            items: { $ref: ref('Container') },
            description: 'List of containers.\n\nNot empty.',
          },
          since: { $ref: ref('Time') },
          limits: { type: 'object', additionalProperties: { $ref: ref('Quantity') } },
          inner: { $ref: ref('PodSpec') },
        },
      },
      'io.k8s.Container': { type: 'object', description: 'A container.', properties: { name: { type: 'string' } } },
      'io.k8s.Time': { type: 'string', format: 'date-time' } as never,
      'io.k8s.Quantity': { description: 'A number.' },
    },
  },
}
const text = (path: string[], recursive = false) => explain(POD, openApiSchema(document, POD), path, recursive)

// the forms are those of kubectl 1.33 on a document like this
test('a field is described by itself and by its type', () => {
  expect(text(['spec'])).toBe(`KIND:       Pod
VERSION:    v1

FIELD: spec <PodSpec>


DESCRIPTION:
    What is wanted.
    PodSpec is a description of a pod.
    
FIELDS:
  containers	<[]Container> -required-
    List of containers.
    
    Not empty.

  inner	<PodSpec>
    <no description>

  limits	<map[string]Quantity>
    <no description>

  since	<string>
    <no description>


`)
  expect(text(['spec', 'containers'])).toContain('    Not empty.\n    A container.\n    \nFIELDS:\n  name\t<string>\n')
  expect(text(['spec', 'limits'])).toContain(
    'FIELD: limits <map[string]Quantity>\n\n\nDESCRIPTION:\n    A number.\n    \n',
  )
})

test('types that hold themselves come to an end', () => {
  expect(text([], true)).toContain(
    '  spec\t<PodSpec>\n    containers\t<[]Container> -required-\n      name\t<string>\n    inner\t<PodSpec>\n    limits',
  )
})

test('a kind that the document has not', () => {
  expect(openApiSchema(document, { ...POD, version: 'v2' })).toBeUndefined()
  expect(openApiSchema({}, POD)).toBeUndefined()
})
