import { readFileSync } from 'node:fs'
import { type Document, isMap, isSeq, parseDocument, YAMLMap, YAMLSeq } from 'yaml'
import { StateFileError, systemErrorText } from '../storage/errors.ts'
import { writePrivateFile } from './private-file.ts'

/** What a kubeconfig must say to reach a server. */
export interface Access {
  url: string
  token: string
  /** The certificate authority in PEM; '' where there is no TLS. */
  ca: string
}

const NAME = 'kubette'

/** What else would say how to reach a cluster, or who one is, and must not stay beside what we say. */
const OTHER_TRUST = ['certificate-authority', 'insecure-skip-tls-verify', 'tls-server-name', 'proxy-url']
const OTHER_CREDENTIALS = [
  'tokenFile',
  'client-certificate',
  'client-certificate-data',
  'client-key',
  'client-key-data',
  'username',
  'password',
  'auth-provider',
  'exec',
  'as',
  'as-uid',
  'as-groups',
  'as-user-extra',
]

/**
 * Enters cluster, user and context `kubette` into a kubeconfig file and makes the context the current one. Everything else in the
 * file stays as it is, comments too; the file is made where there is none. Throws StateFileError.
 */
export function writeKubeconfig(path: string, access: Access): void {
  writePrivateFile(path, mergedKubeconfig(readKubeconfig(path), access, path))
}

/** Throws StateFileError for a file that `writeKubeconfig` could not add to. */
export function checkKubeconfig(path: string): void {
  mergedKubeconfig(readKubeconfig(path), { url: '', token: '', ca: '' }, path)
}

function readKubeconfig(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw new StateFileError(`unable to read ${path}: ${systemErrorText(error)}`, { cause: error })
  }
}

/** The text of a kubeconfig with the access in it. `path` is for messages. */
export function mergedKubeconfig(text: string, access: Access, path: string): string {
  const document: Document = parseDocument(text)
  const [problem] = document.errors
  if (problem) throw new StateFileError(`${path} is not a kubeconfig: ${problem.message.split('\n')[0]}`)
  if (document.contents === null || document.toJS() === null) {
    const { commentBefore } = document.contents ?? {}
    if (commentBefore) document.commentBefore = commentBefore
    document.contents = document.createNode({ apiVersion: 'v1', kind: 'Config' })
    document.contents.flow = false
  }
  const root = document.contents
  if (!isMap(root)) throw new StateFileError(`${path} is not a kubeconfig: it holds no object`)
  const cluster = entry(document, root, 'clusters', 'cluster', path)
  cluster.set('server', access.url)
  for (const key of OTHER_TRUST) cluster.delete(key)
  if (access.ca === '') cluster.delete('certificate-authority-data')
  else cluster.set('certificate-authority-data', Buffer.from(access.ca).toString('base64'))
  const context = entry(document, root, 'contexts', 'context', path)
  context.set('cluster', NAME)
  context.set('user', NAME)
  const user = entry(document, root, 'users', 'user', path)
  for (const key of OTHER_CREDENTIALS) user.delete(key)
  user.set('token', access.token)
  root.set('current-context', NAME)
  return isJson(text) ? `${JSON.stringify(document.toJS(), null, 2)}\n` : document.toString({ lineWidth: 0 })
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/** What our entry of a list holds, made where it is not there yet. */
function entry(document: Document, root: YAMLMap, list: string, field: string, path: string): YAMLMap {
  const present = root.get(list, true)
  if (present !== undefined && !isSeq(present) && document.toJS()[list] !== null)
    throw new StateFileError(`${path} is not a kubeconfig: ${list} is not a list`)
  let entries: YAMLSeq
  if (isSeq(present)) entries = present
  else {
    entries = new YAMLSeq()
    root.set(list, entries)
  }
  const isOurs = (item: unknown): item is YAMLMap => isMap(item) && item.get('name') === NAME
  let named = entries.items.find(isOurs)
  if (!named) {
    named = new YAMLMap()
    named.set('name', NAME)
    entries.flow = false
    entries.add(named)
  }
  const held = named.get(field, true)
  if (isMap(held)) return held
  const empty = new YAMLMap()
  named.set(field, empty)
  return empty
}
