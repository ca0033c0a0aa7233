import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine } from './command-line.ts'

let line: CommandLine

beforeEach(async () => {
  line = new CommandLine()
  line.file('cm.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "1"}\n')
  await line.ok('apply', '-f', 'cm.yaml')
})
afterEach(() => line.remove())

const edit = (editor: string, ...argv: string[]) => {
  line.env.KUBE_EDITOR = editor
  return line.run(['edit', ...argv])
}

test('a refused change opens the file again, with the reasons, until it is mended', async () => {
  line.file(
    'editor.sh',
    `if grep -q 'was not valid' "$1"; then sed -i 's/x: {}/x: "3"/' "$1"; else sed -i 's/x: "1"/x: {}/' "$1"; fi`,
  )
  expect(await edit(`sh ${line.folder}/editor.sh`, 'cm', 'a')).toEqual({
    stdout: 'configmap/a edited\n',
    stderr: 'error: configmaps "a" is invalid\n',
    exit: 0,
  })
  expect(await line.ok('get', 'cm', 'a', '-o', 'jsonpath={.data.x}')).toBe('3')
})

test('a change that is refused twice is kept', async () => {
  const { stderr, exit } = await edit(`sed -i 's/x: "1"/x: {}/'`, 'cm', 'a')
  expect(stderr).toMatch(
    /^error: configmaps "a" is invalid\nA copy of your changes has been stored to "\S+\/kubectl-edit-\d+\.yaml"\nerror: Edit cancelled, no valid changes were saved\.\n$/,
  )
  expect(exit).toBe(1)
})

test('several objects are edited as a list; what did not change is skipped', async () => {
  await line.ok('create', 'cm', 'b', '--from-literal=x=2')
  const { stdout } = await edit(`sed -i 's/x: "2"/x: "5"/'`, 'cm', 'a', 'b', '--output-patch')
  expect(stdout).toBe('configmap/a skipped\nPatch: {"data":{"x":"5"}}\nconfigmap/b edited\n')
})

test.each([
  ['true', [], 'Edit cancelled, no changes made.\n', 0],
  ['false', [], 'error: there was a problem with the editor "false"\n', 1],
  ['no-such-editor', [], 'error: unable to launch the editor "no-such-editor"\n', 1],
  ['true', ['--subresource=scale'], 'error: invalid subresource value: "scale". Must be one of [status]\n', 1],
  [
    'true',
    ['-o', 'name'],
    'error: unable to match a printer suitable for the output format "name", allowed formats are: json,kyaml,yaml\n',
    1,
  ],
])('editor %s %j', async (editor, flags, stderr, exit) => {
  expect(await edit(editor, 'cm', 'a', ...flags)).toEqual({ stdout: '', stderr, exit })
})

test('an emptied file ends it where nothing is validated', async () => {
  const { stderr } = await edit('sed -i d', 'cm', 'a', '--validate=false')
  expect(stderr).toBe('Edit cancelled, saved file was empty.\n')
})

test('an object without its UID is not found again', async () => {
  const { stderr } = await edit(`sed -i /uid:/d`, 'cm', 'a')
  expect(stderr).toContain(
    'error: no original object found for &unstructured.Unstructured{Object:map[string]interface {}{',
  )
})
