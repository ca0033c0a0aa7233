import { type KubeObject, withGroup } from '../../api/object.ts'
import type { CertificateSigningRequest } from '../../api/types.gen.ts'
import { formatTime } from '../../apimachinery/clock.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { type Client, getObject, resourcePath } from '../../client/client.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError } from '../errors.ts'
import { boolFlag } from '../flags/flag.ts'
import { formatFlags } from '../output.ts'
import { filenameFlags, resolveTargets, selectionOf } from '../resource/builder.ts'
import { selectedInfos, visitAll } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'

const REQUESTS = { group: 'certificates.k8s.io', version: 'v1', resource: 'certificatesigningrequests' }
const MAX_RETRIES = 10

/** What a decision writes into a request, and what must not be there already. */
interface Decision {
  condition: 'Approved' | 'Denied'
  opposite: 'Approved' | 'Denied'
  reason: string
  message: string
}

export const certificate: CommandDefinition = {
  name: 'certificate',
  summary: 'Approve or deny certificate signing requests',
  usage: 'SUBCOMMAND [options]',
  // alone, or with anything but its subcommands, it shows its help
  async run({ io }) {
    const { helpText } = await import('../help.ts')
    io.out(await helpText({ definition: certificate, path: 'certificate', rest: [] }))
  },
  subcommands: [
    decisionCommand('approve', 'approved', {
      condition: 'Approved',
      opposite: 'Denied',
      reason: 'KubectlApprove',
      message: 'This CSR was approved by kubectl certificate approve.',
    }),
    decisionCommand('deny', 'denied', {
      condition: 'Denied',
      opposite: 'Approved',
      reason: 'KubectlDeny',
      message: 'This CSR was denied by kubectl certificate deny.',
    }),
  ],
}

function decisionCommand(name: string, done: string, decision: Decision): CommandDefinition {
  return {
    name,
    summary: `${name === 'approve' ? 'Approve' : 'Deny'} a certificate signing request`,
    usage: '(-f FILENAME | NAME) [options]',
    examples: `  # The request csr-sqgzp\n  kubectl certificate ${name} csr-sqgzp`,
    flags: [
      ...filenameFlags(name),
      ...formatFlags,
      boolFlag('force', `Write it even if the request is ${done} already`),
    ],
    run: invocation => decide(invocation, done, decision),
  }
}

async function decide({ args, flags, io, session }: Invocation, done: string, decision: Decision): Promise<void> {
  const print = resultPrinter(flags, 'none', io)
  const named = selectionOf(args.length ? ['certificatesigningrequests', ...args] : [], flags)
  if (args.length === 0 && named.filenames.length === 0 && named.kustomize === '')
    throw new CommandError('one or more CSRs must be specified as <name> or -f <filename>')
  const targets = await resolveTargets(named, session, io, 'refuse')
  const client = await session.client()
  const found = await visitAll(
    selectedInfos(targets, named, client, { files: 'live' }),
    async ({ resource, object }) => {
      if (resource.kind !== 'CertificateSigningRequest' || resource.group !== REQUESTS.group) {
        const got = withGroup(resource.kind, resource.group)
        throw new CommandError(`can only handle CertificateSigningRequest.certificates.k8s.io objects, got ${got}`)
      }
      await write(object, decision, flags.bool('force'), client)
      print(object, done)
    },
  )
  if (found === 0) io.out('No resources found\n')
}

/** Writes the decision into the request; begins again where somebody else has changed it meanwhile. */
async function write({ metadata }: KubeObject, decision: Decision, force: boolean, client: Client): Promise<void> {
  const name = metadata.name!
  for (let attempt = 0; ; attempt++) {
    const request = await read(name, client)
    const conditions = request.status?.conditions ?? []
    if (conditions.some(c => c.type === decision.opposite))
      throw new CommandError(`certificate signing request ${JSON.stringify(name)} is already ${decision.opposite}`)
    const decided = conditions.some(c => c.type === decision.condition)
    if (decided && !force) return
    const { condition, reason, message } = decision
    const lastUpdateTime = formatTime(new Date())
    const added = { type: condition, status: 'True', reason, message, lastUpdateTime, lastTransitionTime: null }
    const body = {
      ...request,
      status: { ...request.status, conditions: decided ? conditions : [...conditions, added] },
    }
    try {
      await client.request({
        method: 'PUT',
        path: resourcePath(REQUESTS, '', name, 'approval'),
        body,
        userAgent: 'kubectl',
      })
      return
    } catch (error) {
      if (!(error instanceof StatusError) || error.status.reason !== 'Conflict' || attempt >= MAX_RETRIES) throw error
    }
  }
}

async function read(name: string, client: Client): Promise<CertificateSigningRequest> {
  try {
    return await getObject<CertificateSigningRequest>(client, REQUESTS, '', name)
  } catch (error) {
    if (!(error instanceof StatusError) || error.status.code !== 404) throw error
    throw new CommandError(`could not find v1 or v1beta1 version of ${name}: ${error.message}`)
  }
}
