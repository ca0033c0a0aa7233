import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from '../commands/command-line.ts'

// What kubectl v1.33 did with the same command lines

let kubectl: CommandLine

beforeEach(() => {
  kubectl = new CommandLine()
})

afterEach(() => kubectl.remove())

test('a manifest that does not fit its type is told with its file, --local or not', async () => {
  kubectl.file(
    'pod.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i, env: [{name: true, value: "1"}]}]}\n',
  )
  const refusal = {
    stdout: '',
    stderr:
      'error: unable to decode "pod.yaml": json: cannot unmarshal bool into Go struct field EnvVar.spec.containers.env.name of type string\n',
    exit: 1,
  }
  expect(await kubectl.run(['set', 'image', '-f', 'pod.yaml', 'c=x'])).toEqual(refusal)
  expect(await kubectl.run(['set', 'image', '-f', 'pod.yaml', 'c=x', '--local'])).toEqual(refusal)
})

test('a selector is set where it can be, whatever is missing beside it', async () => {
  await kubectl.ok('create', 'svc', 'clusterip', 's', '--tcp=80')
  expect(await kubectl.run(['set', 'selector', 'svc', 's', 'none', 'a=b'])).toEqual({
    stdout: 'service/s selector updated\n',
    stderr: 'Error from server (NotFound): services "none" not found\n',
    exit: 1,
  })
})
