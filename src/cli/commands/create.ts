import type { CommandDefinition, Invocation } from '../command.ts'
import { configMap } from '../create/config-map.ts'
import { cronJob } from '../create/cron-job.ts'
import { deployment } from '../create/deployment.ts'
import { createFromFiles } from '../create/from-files.ts'
import { createFlags } from '../create/generator.ts'
import { ingress } from '../create/ingress.ts'
import { job } from '../create/job.ts'
import { namespace } from '../create/namespace.ts'
import { podDisruptionBudget } from '../create/pod-disruption-budget.ts'
import { priorityClass } from '../create/priority-class.ts'
import { quota } from '../create/quota.ts'
import { createRaw, validateRaw } from '../create/raw.ts'
import { clusterRole } from '../create/rbac/cluster-role.ts'
import { role } from '../create/rbac/role.ts'
import { clusterRoleBinding, roleBinding } from '../create/rbac/role-binding.ts'
import { secret } from '../create/secret.ts'
import { service } from '../create/service.ts'
import { serviceAccount } from '../create/service-account.ts'
import { token } from '../create/token.ts'
import { CommandError, UsageError } from '../errors.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import { recordFlag } from '../record.ts'
import { filenameFlags, selectorFlag } from '../resource/builder.ts'

export const create: CommandDefinition = {
  name: 'create',
  summary: 'Create a resource from a file or from stdin',
  usage: '-f FILENAME [options]',
  description: `Creates what files in YAML or JSON name, or with one of the commands below an object made of flags. Never changes what exists already.`,
  examples: `  # Create what a file names
  kubectl create -f web.yaml

  # Create what another program prints
  cat web.yaml | kubectl create -f -

  # Change the objects in your editor before they are created
  kubectl create -f web.yaml --edit`,
  flags: [
    ...filenameFlags('create'),
    selectorFlag,
    ...createFlags,
    boolFlag('edit', 'Open the objects in an editor first'),
    stringFlag('raw', 'A path of the server to send the file to, as it is'),
    recordFlag,
    boolFlag('windows-line-endings', 'With --edit: end lines as Windows does'),
  ],
  subcommands: [
    clusterRole,
    clusterRoleBinding,
    configMap,
    cronJob,
    deployment,
    ingress,
    job,
    namespace,
    podDisruptionBudget,
    priorityClass,
    quota,
    role,
    roleBinding,
    secret,
    service,
    serviceAccount,
    token,
  ],
  async run(invocation: Invocation) {
    const { args, flags } = invocation
    if (args.length) throw new UsageError(`Unexpected args: [${args.join(' ')}]`)
    if (flags.list('filename').length === 0 && flags.string('kustomize') === '')
      throw new CommandError('must specify one of -f and -k')
    if (flags.string('raw') !== '') {
      validateRaw(flags)
      return createRaw(invocation)
    }
    if (flags.bool('edit')) {
      const { editBeforeCreate } = await import('../create/edit-before-create.ts')
      return editBeforeCreate(invocation)
    }
    await createFromFiles(invocation)
  },
}
