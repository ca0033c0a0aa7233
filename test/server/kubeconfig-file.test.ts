import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { mergedKubeconfig } from '../../src/server/kubeconfig-file.ts'

const ACCESS = { url: 'https://127.0.0.1:6443', token: 'secret', ca: 'PEM' }
const CA_DATA = Buffer.from('PEM').toString('base64')
const merged = (text: string, access = ACCESS) => mergedKubeconfig(text, access, 'kc')

const OURS = {
  clusters: [{ name: 'kubette', cluster: { server: ACCESS.url, 'certificate-authority-data': CA_DATA } }],
  contexts: [{ name: 'kubette', context: { cluster: 'kubette', user: 'kubette' } }],
  users: [{ name: 'kubette', user: { token: 'secret' } }],
  'current-context': 'kubette',
}

test('a file that is not there, or empty, becomes a kubeconfig', () => {
  for (const text of ['', '\n', '# mine\n', 'null\n'])
    expect(parse(merged(text))).toEqual({ apiVersion: 'v1', kind: 'Config', ...OURS })
})

test('nothing of a kubeconfig is lost, comments neither', () => {
  const text = `# my clusters
apiVersion: v1
kind: Config
clusters:
- name: work # the real one
  cluster: {server: "https://work:6443", extensions: [{name: x, extension: {a: 1}}]}
contexts: []
users: null
current-context: work
preferences:
    colors: true
`
  const result = merged(text)
  for (const comment of ['# my clusters', '# the real one']) expect(result).toContain(comment)
  const { clusters, preferences, ...rest } = parse(result)
  expect(clusters).toEqual([parse(text).clusters[0], ...OURS.clusters])
  expect(preferences).toEqual({ colors: true })
  expect(rest).toMatchObject({ contexts: OURS.contexts, users: OURS.users, 'current-context': 'kubette' })
})

test('an entry of ours is brought up to date, and nothing stays that contradicts it', () => {
  const before = merged('')
    .replace('server:', 'insecure-skip-tls-verify: true\n      server:')
    .replace('user: kubette\n', 'user: kubette\n      namespace: shop\n')
    .replace('token: secret', 'token: old\n      exec: {command: x}')
  const after = parse(merged(before, { ...ACCESS, ca: '', url: 'http://127.0.0.1:1' }))
  expect(after.clusters).toEqual([{ name: 'kubette', cluster: { server: 'http://127.0.0.1:1' } }])
  expect(after.users).toEqual(OURS.users)
  expect(after.contexts[0].context).toEqual({ cluster: 'kubette', user: 'kubette', namespace: 'shop' })
})

test('a kubeconfig written as JSON stays JSON', () => {
  const result = merged('{"apiVersion": "v1", "kind": "Config", "clusters": [], "users": [], "contexts": []}')
  expect(JSON.parse(result)).toMatchObject(OURS)
})

test('what is no kubeconfig is refused', () => {
  expect(() => merged('a: [')).toThrow('kc is not a kubeconfig: ')
  expect(() => merged('- a\n')).toThrow('kc is not a kubeconfig: it holds no object')
  expect(() => merged('clusters: {}\n')).toThrow('kc is not a kubeconfig: clusters is not a list')
})
