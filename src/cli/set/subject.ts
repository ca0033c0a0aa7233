import type { KubeObject } from '../../api/object.ts'
import type { Subject } from '../../api/types.gen.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { groupSubject, serviceAccountSubject, subjectFlags, userSubject } from '../create/rbac/subjects.ts'
import { CommandError } from '../errors.ts'
import type { FlagValues } from '../flags/values.ts'
import { selectorFlag } from '../resource/builder.ts'
import { patchTargets, setOutput } from './patch-targets.ts'
import {
  refuseAllWithSelector,
  refuseLocalResources,
  refuseLocalServerDryRun,
  type SetTarget,
  setFlags,
  setTargets,
} from './targets.ts'

export const subject: CommandDefinition = {
  name: 'subject',
  summary: 'Update the user, group, or service account in a role binding or cluster role binding',
  usage:
    '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
  description: 'Adds users, groups and service accounts to those whom a binding gives its role.',
  examples: `  # alice and the group team get the role too
  kubectl set subject rolebinding readers --user=alice --group=team`,
  flags: [...setFlags, selectorFlag, ...subjectFlags],
  async run(invocation) {
    const { args, flags } = invocation
    const output = setOutput(invocation)
    refuseLocalResources(args, invocation)
    const targets = await setTargets(args, invocation)
    refuseLocalServerDryRun(invocation)
    refuseAllWithSelector(invocation)
    validate(targets, flags)
    const subjects = await subjectsOf(invocation)
    await patchTargets(
      targets,
      {
        ...output,
        operation: 'subjects updated',
        failure: 'failed to patch subjects to rolebinding:',
        change: object => withSubjects(object, subjects),
      },
      invocation,
    )
  },
}

function validate(targets: readonly SetTarget[], flags: FlagValues): void {
  if (['user', 'group', 'serviceaccount'].every(f => flags.list(f).length === 0))
    throw new CommandError('you must specify at least one value of user, group or serviceaccount')
  for (const account of flags.list('serviceaccount')) {
    const [namespace, name = '', ...more] = account.split(':')
    if (more.length || name === '') throw new CommandError('serviceaccount must be <namespace>:<name>')
    if (namespace === '' && targets.some(t => t.object.kind === 'ClusterRoleBinding'))
      throw new CommandError('serviceaccount must be <namespace>:<name>, namespace must be specified')
  }
}

/** The subjects of the flags, each once, in the order of the alphabet; a service account without a namespace is of the current one. */
async function subjectsOf({ flags, session }: Invocation): Promise<Subject[]> {
  const distinct = (flag: string) => [...new Set(flags.list(flag))].sort()
  const accounts = distinct('serviceaccount').map(text => text.split(':') as [string, string])
  const fallback = accounts.some(([namespace]) => namespace === '') ? (await session.namespace()).namespace : ''
  return [
    ...distinct('user').map(userSubject),
    ...distinct('group').map(groupSubject),
    ...accounts.map(([namespace, name]) => serviceAccountSubject(namespace || fallback, name)),
  ]
}

function withSubjects(
  object: KubeObject & { subjects?: Subject[] },
  wanted: readonly Subject[],
): KubeObject | undefined {
  if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding')
    throw new CommandError('setting subjects is only supported for RoleBinding/ClusterRoleBinding')
  const before = object.subjects ?? []
  const added = wanted.filter(subject => !before.some(known => isSame(known, subject)))
  return added.length ? ({ ...object, subjects: [...before, ...added] } as KubeObject) : undefined
}

const isSame = (a: Subject, b: Subject): boolean =>
  a.kind === b.kind &&
  a.name === b.name &&
  (a.apiGroup ?? '') === (b.apiGroup ?? '') &&
  (a.namespace ?? '') === (b.namespace ?? '')
