import type { Pod } from '../../api/types.gen.ts'
import { getObject } from '../../client/client.ts'
import { DISCOVERY_FORMATS, GET_FORMATS, OBJECT_FORMATS, STRUCTURED_FORMATS } from '../printers/output-formats.ts'
import type { Session } from '../session.ts'
import type { UnfinishedLine } from './command-line.ts'
import { type Completion, FILE_EXTENSIONS, FILES, FOLDERS, NO_FILES, NO_SPACE, oneOf } from './directive.ts'
import { resourceNames } from './resources.ts'

/** The formats of the commands that have not those of most. */
const FORMATS = new Map<string, readonly string[]>([
  ['get', GET_FORMATS],
  ['edit', STRUCTURED_FORMATS],
  ['api-resources', DISCOVERY_FORMATS],
  ['delete', ['name']],
  ['config get-contexts', ['name']],
  ['version', ['json', 'yaml']],
  ['explain', ['plaintext', 'plaintext-openapiv2']],
])

const WORDS = new Map<string, readonly string[]>([
  ['cascade', ['background', 'foreground', 'orphan']],
  ['color', ['always', 'auto', 'never']],
  ['dry-run', ['client', 'none', 'server']],
  ['image-pull-policy', ['Always', 'IfNotPresent', 'Never']],
  ['protocol', ['SCTP', 'TCP', 'UDP']],
  ['restart', ['Always', 'Never', 'OnFailure']],
  ['subresource', ['resize', 'scale', 'status']],
  ['types', ['Normal', 'Warning']],
  ['validate', ['ignore', 'strict', 'warn']],
])

/** What can be the value of the flag that a command line ends with. */
export async function flagValues({ path, flag, word, args }: UnfinishedLine, session: Session): Promise<Completion> {
  const name = flag?.flagName ?? ''
  const words = WORDS.get(name)
  if (words) return oneOf(words, word)
  const named = async (list: 'clusters' | 'contexts' | 'users') =>
    oneOf(
      (await session.kubeconfig())[list].map(e => e.name),
      word,
    )
  switch (name) {
    case 'namespace':
      return oneOf(await resourceNames('namespaces', session), word)
    case 'context':
      return named('contexts')
    case 'cluster':
      return named('clusters')
    case 'user':
      return named('users')
    case 'output':
      return oneOf(FORMATS.get(path) ?? OBJECT_FORMATS, word)
    case 'filename':
      return { candidates: ['json', 'yaml', 'yml'], directive: FILE_EXTENSIONS }
    case 'kustomize':
      return { candidates: [], directive: FOLDERS }
    case 'container':
      return oneOf(path === 'logs' ? await containerNames(args[0], session) : [], word)
    case 'for':
      return path === 'wait'
        ? oneOf(['condition=', 'create', 'delete', 'jsonpath='], word, NO_FILES | NO_SPACE)
        : { candidates: [], directive: NO_FILES }
    case 'type':
      return path === 'patch' ? oneOf(['json', 'merge', 'strategic'], word) : FILES
    case 'sort-by':
      return path === 'api-resources' ? oneOf(['kind', 'name'], word) : FILES
    default:
      return FILES
  }
}

async function containerNames(pod: string | undefined, session: Session): Promise<string[]> {
  if (pod === undefined || pod.includes('/')) return []
  const { namespace } = await session.namespace()
  const pods = { group: '', version: 'v1', resource: 'pods' }
  const { spec } = await getObject<Pod>(await session.client(), pods, namespace, pod)
  return [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map(c => c.name)
}
