import type { ApiResource } from '../../api/discovery.ts'
import type { SelfSubjectAccessReview, SelfSubjectRulesReview } from '../../api/types.gen.ts'
import type { Client } from '../../client/client.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { goList } from '../describe/go-values.ts'
import { compactRules, ruleResource } from '../describe/policy-rules.ts'
import { TabWriter } from '../describe/tabwriter.ts'
import { CommandError, SilentExit } from '../errors.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import type { Io } from '../io.ts'
import type { ResourceMapper } from '../resource/mapper.ts'

const API = '/apis/authorization.k8s.io/v1'

const RESOURCE_VERBS =
  'get list watch create update patch delete deletecollection use bind impersonate * approve sign escalate attest'.split(
    ' ',
  )
const URL_VERBS = 'get put post head options delete patch *'.split(' ')
/** What may be impersonated although the API has no such resources. */
const UNLISTED_RESOURCES = ['users', 'groups']

const WRONG_ARGUMENTS =
  "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples."

/** What is asked for: a verb, and a resource (unknown ones have no version) or a path. */
interface Question {
  verb: string
  path: string
  resource: { group: string; version: string; resource: string; namespaced: boolean | undefined }
  name: string
}

export const canI: CommandDefinition = {
  name: 'can-i',
  summary: 'Tell whether something is allowed',
  usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]',
  description: `Asks the API server whether you (or, with --as, somebody else) may do something. Prints yes or no; the exit status of no is 1.
VERB is a verb of the Kubernetes API, TYPE a resource type, NONRESOURCEURL a path that begins with "/".`,
  examples: `  # May I create pods in any namespace?
  kubectl auth can-i create pods --all-namespaces

  # May the service account ci of the namespace dev list deployments?
  kubectl auth can-i list deployments.apps --as=system:serviceaccount:dev:ci -n dev

  # May I read logs?
  kubectl auth can-i get pods --subresource=log

  # What may I do here?
  kubectl auth can-i --list`,
  flags: [
    boolFlag('all-namespaces', 'Ask about all namespaces', { short: 'A' }),
    boolFlag('quiet', 'Print nothing: the exit status is the answer', { short: 'q' }),
    stringFlag('subresource', 'A subresource such as log or scale'),
    boolFlag('list', 'List everything that is allowed'),
    boolFlag('no-headers', 'List without the headings'),
  ],
  async run(invocation: Invocation) {
    const { args, flags, session } = invocation
    const list = flags.bool('list')
    if (list && args.length) throw new CommandError('list option must be specified with no arguments')
    if (!list && args.length !== 2) throw new CommandError(WRONG_ARGUMENTS)
    const warn = (message: string) => invocation.io.err(`Warning: ${message}\n\n`)
    const question = list ? undefined : await questionOf(args, invocation, warn)
    const { namespace } = flags.bool('all-namespaces') ? { namespace: '' } : await session.namespace()
    validate(invocation, question, warn)
    if (question) await check(question, namespace, invocation)
    else await listRules(namespace, invocation)
  },
}

async function questionOf(
  [verb = '', what = '']: readonly string[],
  { session }: Invocation,
  warn: (message: string) => void,
): Promise<Question> {
  const none = { group: '', version: '', resource: '', namespaced: undefined }
  if (what.startsWith('/')) return { verb, path: what, resource: none, name: '' }
  const slash = what.indexOf('/')
  const [type, name] = slash < 0 ? [what, ''] : [what.slice(0, slash), what.slice(slash + 1)]
  return { verb, path: '', resource: resourceOf(type, await session.resources(), warn), name }
}

/** The resource that a word means; one that the cluster has not is asked about all the same. */
function resourceOf(text: string, mapper: ResourceMapper, warn: (message: string) => void): Question['resource'] {
  const unknown = { group: '', version: '', resource: text, namespaced: undefined }
  if (text === '*') return unknown
  const found: ApiResource | undefined = mapper.find(text.toLowerCase())
  if (found) return found
  const [resource = '', ...group] = text.toLowerCase().split('.')
  if (!UNLISTED_RESOURCES.includes(text.toLowerCase())) {
    const where = group.length ? ` in group '${group.join('.')}'` : ''
    warn(`the server doesn't have a resource type '${resource}'${where}`)
  }
  return unknown
}

function validate({ flags }: Invocation, question: Question | undefined, warn: (message: string) => void): void {
  const subresource = flags.string('subresource')
  const allNamespaces = flags.bool('all-namespaces')
  if (!question) {
    if (flags.bool('quiet') || allNamespaces || subresource !== '')
      throw new CommandError(
        "list option can't be specified with neither quiet, all-namespaces nor subresource options",
      )
    return
  }
  const { verb, path, resource } = question
  if (path !== '') {
    if (subresource !== '') throw new CommandError('--subresource can not be used with NonResourceURL')
    if (!URL_VERBS.includes(verb)) warn(`verb '${verb}' is not a known verb`)
  } else if (!allNamespaces) {
    const group = resource.group === '' ? '' : ` in group '${resource.group}'`
    if (resource.namespaced === false) warn(`resource '${resource.resource}' is not namespace scoped${group}`)
    if (!RESOURCE_VERBS.includes(verb)) warn(`verb '${verb}' is not a known verb`)
  }
  if (flags.bool('no-headers')) throw new CommandError('--no-headers cannot be set without --list specified')
}

async function check({ verb, path, resource, name }: Question, namespace: string, { flags, io, session }: Invocation) {
  const resourceAttributes = {
    ...(namespace === '' ? {} : { namespace }),
    verb,
    group: resource.group,
    resource: resource.resource,
    subresource: flags.string('subresource'),
    name,
  }
  const spec = path === '' ? { resourceAttributes } : { nonResourceAttributes: { verb, path } }
  const { status } = await ask<SelfSubjectAccessReview>(await session.client(), 'SelfSubjectAccessReview', spec)
  const allowed = status?.allowed === true
  if (!flags.bool('quiet')) {
    const why = allowed ? [] : [status?.reason, status?.evaluationError].filter(Boolean)
    io.out(`${[allowed ? 'yes' : 'no', ...why].join(' - ')}\n`)
  }
  if (!allowed) throw new SilentExit(1)
}

async function listRules(namespace: string, { flags, io, session }: Invocation): Promise<void> {
  const { status } = await ask<SelfSubjectRulesReview>(await session.client(), 'SelfSubjectRulesReview', { namespace })
  if (status?.incomplete) tellIncomplete(status.evaluationError ?? '', io)
  const table = new TabWriter(3)
  if (!flags.bool('no-headers')) table.write('Resources\tNon-Resource URLs\tResource Names\tVerbs\n')
  for (const rule of compactRules([...(status?.resourceRules ?? []), ...(status?.nonResourceRules ?? [])])) {
    const lists = [rule.nonResourceURLs, rule.resourceNames, rule.verbs].map(goList)
    table.write(`${ruleResource(rule)}\t${lists.join('\t')}\n`)
  }
  io.out(table.toString())
}

function tellIncomplete(why: string, io: Io): void {
  io.err(`warning: the list may be incomplete: ${why}\n`)
}

async function ask<T>(client: Client, kind: string, spec: object): Promise<T> {
  const path = `${API}/${kind.toLowerCase()}s`
  const body = { apiVersion: 'authorization.k8s.io/v1', kind, metadata: {}, spec }
  return (await client.request({ method: 'POST', path, body })).body as T
}
