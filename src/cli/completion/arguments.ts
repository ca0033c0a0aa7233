import type { Session } from '../session.ts'
import type { UnfinishedLine } from './command-line.ts'
import { type Completion, FILES, NO_FILES, NO_SPACE, NOTHING, oneOf } from './directive.ts'
import { resourceNames, resourceTypes } from './resources.ts'

/** Completes an argument of a command: `args` are those before it. */
type Completer = (args: readonly string[], word: string, session: Session) => Promise<Completion>

const WITH_PODS = [
  'daemonsets',
  'deployments',
  'jobs',
  'pods',
  'replicasets',
  'replicationcontrollers',
  'services',
  'statefulsets',
]
const WITH_TEMPLATES = [
  'cronjobs',
  'daemonsets',
  'deployments',
  'pods',
  'replicasets',
  'replicationcontrollers',
  'statefulsets',
]

const COMPLETERS = new Map<string, Completer>([
  ...['get', 'describe', 'delete', 'edit', 'patch', 'label', 'annotate', 'wait', 'apply view-last-applied'].map(
    path => [path, objects()] as const,
  ),
  ['scale', objects(['deployment', 'replicaset', 'replicationcontroller', 'statefulset'])],
  ['expose', objects(['deployment', 'pod', 'replicaset', 'replicationcontroller', 'service'])],
  ...['set env', 'set image', 'set resources', 'set serviceaccount'].map(
    path => [path, objects(WITH_TEMPLATES)] as const,
  ),
  ['set selector', objects(['service'])],
  ['explain', async (args, word, session) => first(args, resourceTypes(await session.resources(), word), word)],
  ['logs', pods],
  ['config use-context', entries('contexts')],
  ['config delete-context', entries('contexts')],
  ['config rename-context', entries('contexts')],
  ['config set-context', entries('contexts')],
  ['config get-contexts', entries('contexts')],
  ['config delete-cluster', entries('clusters')],
  ['config set-cluster', entries('clusters')],
  ['config delete-user', entries('users')],
  ['config set-credentials', entries('users')],
  ['completion', async (args, word) => first(args, ['bash', 'fish', 'zsh'], word)],
])

/** What can be the next argument of a command; files where nothing is known of its arguments. */
export async function argumentsOf({ path, args, word }: UnfinishedLine, session: Session): Promise<Completion> {
  return (await COMPLETERS.get(path)?.(args, word, session)) ?? FILES
}

const first = (args: readonly string[], candidates: readonly string[], word: string): Completion =>
  args.length === 0 ? oneOf(candidates, word) : NOTHING

function entries(list: 'clusters' | 'contexts' | 'users'): Completer {
  return async (args, word, session) =>
    first(
      args,
      (await session.kubeconfig())[list].map(e => e.name),
      word,
    )
}

/** TYPE NAME…, or TYPE/NAME…; of any types or of some. */
function objects(types?: readonly string[]): Completer {
  return async (args, word, session) => {
    const [type] = args
    if (type !== undefined && !type.includes('/'))
      return oneOf(without(await resourceNames(type, session), args.slice(1)), word)
    const slash = word.indexOf('/')
    if (slash >= 0) return oneOf(without(await namesOfType(word.slice(0, slash), session), args), word)
    const known = types ?? resourceTypes(await session.resources(), word)
    if (type === undefined) return oneOf(known, word)
    return oneOf(
      known.map(t => `${t}/`),
      word,
      NO_FILES | NO_SPACE,
    )
  }
}

/** A pod, or what has pods as TYPE/NAME. */
async function pods(args: readonly string[], word: string, session: Session): Promise<Completion> {
  if (args.length) return NOTHING
  const slash = word.indexOf('/')
  if (slash >= 0) return oneOf(await namesOfType(word.slice(0, slash), session), word)
  const names = (await resourceNames('pods', session)).filter(name => name.startsWith(word))
  const types = WITH_PODS.filter(type => type.startsWith(word)).map(type => `${type}/`)
  return { candidates: [...names, ...types], directive: names.length ? NO_FILES : NO_FILES | NO_SPACE }
}

async function namesOfType(type: string, session: Session): Promise<string[]> {
  return (await resourceNames(type, session)).map(name => `${type}/${name}`)
}

const without = (candidates: readonly string[], taken: readonly string[]): string[] =>
  candidates.filter(c => !taken.includes(c))
