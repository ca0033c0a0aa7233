import { afterAll, expect, test } from 'vitest'
import { CommandLine } from './command-line.ts'

const line = new CommandLine()
afterAll(() => line.remove())
const cause = async (what: string) =>
  line.ok('get', ...what.split(' '), '-o', 'jsonpath={.metadata.annotations.kubernetes\\.io/change-cause}')

test('--record keeps the command line with the object, arguments before flags', async () => {
  await line.ok('create', 'deployment', 'web', '--image=nginx:1')
  const { stderr } = await line.run(['set', 'image', 'deploy', 'web', 'nginx=nginx:2', '--record', '-n', 'default'])
  expect(stderr).toBe('Flag --record has been deprecated, --record will be removed in the future\n')
  expect(await cause('deploy web')).toBe('kubectl set image deploy web nginx=nginx:2 --record=true --namespace=default')
  expect(await line.ok('rollout', 'history', 'deploy', 'web')).toContain('2         kubectl set image deploy web')
  await line.ok('scale', 'deploy/web', '--replicas=2', '--record')
  expect(await cause('deploy web')).toBe('kubectl scale deploy/web --replicas=2 --record=true')
})

test('apply keeps it in what was applied last too; --local and --record=false keep nothing', async () => {
  line.file('cm.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n')
  await line.ok('apply', '-f', 'cm.yaml', '--record')
  expect(await line.ok('apply', 'view-last-applied', 'cm', 'a')).toContain(
    'kubectl apply --filename=cm.yaml --record=true',
  )
  expect(await line.ok('label', '--local', '-f', 'cm.yaml', 'a=b', '--record', '-o', 'yaml')).not.toContain(
    'change-cause',
  )
  await line.ok('label', 'cm', 'a', 'a=b', '--record=false')
  expect(await cause('cm a')).toBe('kubectl apply --filename=cm.yaml --record=true')
})
