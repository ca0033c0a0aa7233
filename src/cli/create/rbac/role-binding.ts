import type { KubeObject } from '../../../api/object.ts'
import { CommandError } from '../../errors.ts'
import { stringFlag } from '../../flags/flag.ts'
import { generatorCommand } from '../generator.ts'
import { subjectFlags, subjectsOf } from './subjects.ts'

const GROUP = 'rbac.authorization.k8s.io'

export const roleBinding = generatorCommand({
  name: 'rolebinding',
  summary: 'Create a role binding for a particular role or cluster role',
  usage:
    'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
  examples: `  # alice can read in this namespace
  kubectl create rolebinding alice-views --clusterrole=view --user=alice`,
  flags: [
    ...subjectFlags,
    stringFlag('clusterrole', 'The cluster role to bind'),
    stringFlag('role', 'The role to bind'),
  ],
  resource: { group: GROUP, version: 'v1', resource: 'rolebindings', namespaced: true },
  failure: 'failed to create rolebinding: ',
  generate(name, { flags }) {
    const role = flags.string('role')
    const clusterRole = flags.string('clusterrole')
    if ((role === '') === (clusterRole === ''))
      throw new CommandError('exactly one of clusterrole or role must be specified')
    const subjects = subjectsOf(flags)
    return {
      apiVersion: `${GROUP}/v1`,
      kind: 'RoleBinding',
      metadata: { name },
      ...(subjects.length ? { subjects } : {}),
      roleRef: { apiGroup: GROUP, kind: role === '' ? 'ClusterRole' : 'Role', name: role || clusterRole },
    } as KubeObject
  },
})

export const clusterRoleBinding = generatorCommand({
  name: 'clusterrolebinding',
  summary: 'Create a cluster role binding for a particular cluster role',
  usage:
    'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]',
  examples: `  # The group ops can do everything everywhere
  kubectl create clusterrolebinding ops --clusterrole=cluster-admin --group=ops`,
  flags: [...subjectFlags, stringFlag('clusterrole', 'The cluster role to bind')],
  required: ['clusterrole'],
  resource: { group: GROUP, version: 'v1', resource: 'clusterrolebindings', namespaced: false },
  failure: 'failed to create clusterrolebinding: ',
  generate(name, { flags }) {
    const subjects = subjectsOf(flags)
    return {
      apiVersion: `${GROUP}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      ...(subjects.length ? { subjects } : {}),
      roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: flags.string('clusterrole') },
    } as KubeObject
  },
})
