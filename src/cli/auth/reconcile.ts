import type { KubeObject } from '../../api/object.ts'
import type { PolicyRule, Subject } from '../../api/types.gen.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { goList } from '../describe/go-values.ts'
import { dryRunFlag, dryRunOf } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import { boolFlag } from '../flags/flag.ts'
import type { Io } from '../io.ts'
import { formatFlags } from '../output.ts'
import { filenameFlags, resolveTargets, selectionOf } from '../resource/builder.ts'
import { visitAll } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'
import { type Binding, reconciledBinding } from './reconcile-binding.ts'
import { type RuleOwner, reconciledRole } from './reconcile-role.ts'
import type { Reconciled } from './reconciled.ts'
import { carryOut } from './write-reconciled.ts'

const GROUP = 'rbac.authorization.k8s.io'

export const reconcile: CommandDefinition = {
  name: 'reconcile',
  summary: 'Make roles and bindings allow what a file says',
  usage: '-f FILENAME [options]',
  description: `Creates roles and bindings that are not there (and their namespaces), and adds rules and subjects to those that are. What they have beyond
the file goes only with --remove-extra-permissions and --remove-extra-subjects. Objects of other kinds are passed over.`,
  examples: `  # The roles and bindings of a file
  kubectl auth reconcile -f rbac.yaml`,
  flags: [
    ...filenameFlags('reconcile'),
    ...formatFlags,
    dryRunFlag,
    boolFlag('remove-extra-permissions', 'Take rules from roles that the file has not'),
    boolFlag('remove-extra-subjects', 'Take subjects from bindings that the file has not'),
  ],
  async run(invocation: Invocation) {
    const { args, flags, io, session } = invocation
    const selection = selectionOf([], flags)
    if (selection.filenames.length === 0 && selection.kustomize === '')
      throw new CommandError('must specify one of -f and -k')
    if (args.length) throw new CommandError('no arguments are allowed')
    const dryRun = dryRunOf(flags, io)
    if (dryRun === 'server') throw new CommandError('--dry-run=server for command reconcile is not supported yet')
    const print = resultPrinter(flags, dryRun, io)
    const targets = await resolveTargets(selection, session, io, 'refuse')
    if (targets.by !== 'file') return
    const removeRules = flags.bool('remove-extra-permissions')
    const removeSubjects = flags.bool('remove-extra-subjects')
    const client = await session.client()
    await visitAll(targets.infos, async ({ resource, namespace, object }) => {
      const compute = computation(resource, removeRules, removeSubjects)
      if (!compute || !object) return
      const result = await carryOut({ resource, namespace, object }, compute, client, dryRun === 'client')
      print(result.object, 'reconciled')
      tell(result, { removeRules, removeSubjects }, io)
    })
  },
}

/** How objects of a resource are reconciled; undefined for what is not RBAC. Throws CommandError for versions but v1. */
function computation(
  { group, version, kind }: { group: string; version: string; kind: string },
  removeRules: boolean,
  removeSubjects: boolean,
): ((live: KubeObject | undefined, wanted: KubeObject) => Reconciled) | undefined {
  if (group !== GROUP) return undefined
  if (version !== 'v1')
    throw new CommandError(`only rbac.authorization.k8s.io/v1 is supported: not *${version}.${kind}`)
  if (kind === 'Role' || kind === 'ClusterRole')
    return (live, wanted) => reconciledRole(live as RuleOwner | undefined, wanted as RuleOwner, removeRules)
  if (kind === 'RoleBinding' || kind === 'ClusterRoleBinding')
    return (live, wanted) => reconciledBinding(live as Binding | undefined, wanted as Binding, removeSubjects)
  return undefined
}

/** Says on standard error what was, or would be, changed. */
function tell(result: Reconciled, remove: { removeRules: boolean; removeSubjects: boolean }, io: Io): void {
  const { operation, isProtected, missingSubjects, extraSubjects, missingRules, extraRules } = result
  if (operation === 'none') return
  const caveat = isProtected ? ', but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)' : ''
  io.err(`\treconciliation required ${operation}${caveat}\n`)
  const section = (heading: string, lines: readonly string[]) => {
    if (lines.length) io.err(`\t${heading}:\n${lines.map(line => `\t\t${line}\n`).join('')}`)
  }
  section('missing subjects added', missingSubjects.map(subjectText))
  if (remove.removeSubjects) section('extra subjects removed', extraSubjects.map(subjectText))
  section('missing rules added', missingRules.map(ruleText))
  if (remove.removeRules) section('extra rules removed', extraRules.map(ruleText))
}

/** As Go's %+v. */
function subjectText({ kind, apiGroup = '', name, namespace = '' }: Subject): string {
  return `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`
}

function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const [v, g, r, n, u] = [verbs, apiGroups, resources, resourceNames, nonResourceURLs].map(goList)
  return `{Verbs:${v} APIGroups:${g} Resources:${r} ResourceNames:${n} NonResourceURLs:${u}}`
}
