import type { KubeObject, OwnerReference } from '../../api/object.ts'
import { getObject } from '../../client/client.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { CommandError } from '../errors.ts'
import { stringFlag } from '../flags/flag.ts'
import { resolveTargets, selectionOf } from '../resource/builder.ts'
import { typeOf } from '../typed/typed-object.ts'
import { generatorCommand } from './generator.ts'

export const job: CommandDefinition = generatorCommand({
  name: 'job',
  summary: 'Create a job with the specified name',
  usage: 'NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...] [options]',
  examples: `  # A job that prints the date
  kubectl create job today --image=busybox -- date

  # A job as a cron job would make it, now
  kubectl create job report-now --from=cronjob/report`,
  flags: [stringFlag('from', 'The cron job to make a job of: cronjob/NAME'), stringFlag('image', 'The image to run')],
  resource: { group: 'batch', version: 'v1', resource: 'jobs', namespaced: true },
  failure: 'failed to create job: ',
  generate(name, invocation) {
    const { args, flags } = invocation
    const image = flags.string('image')
    const from = flags.string('from')
    const command = args.slice(1)
    if ((image === '') === (from === '')) throw new CommandError('either --image or --from must be specified')
    if (command.length && from !== '') throw new CommandError('cannot specify --from and command')
    return from === '' ? newJob(name, jobSpec(name, image, command, 'Never')) : jobOfCronJob(name, from, invocation)
  },
})

/** The spec of a job with one container. */
export function jobSpec(name: string, image: string, command: readonly string[], restartPolicy: string): object {
  const container = { name, image, ...(command.length ? { command } : {}) }
  return { template: { metadata: {}, spec: { containers: [container], restartPolicy } } }
}

function newJob(name: string, spec: object, metadata: object = {}): KubeObject {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, ...metadata }, spec } as KubeObject
}

interface CronJob extends KubeObject {
  spec: {
    jobTemplate: { metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> }; spec: object }
  }
}

async function jobOfCronJob(name: string, from: string, { io, flags, session }: Invocation): Promise<KubeObject> {
  const targets = await resolveTargets(selectionOf([from], flags), session, io, 'refuse')
  const info = targets.by === 'name' && targets.infos.length === 1 ? targets.infos[0]! : undefined
  if (!info) throw new CommandError('from must be an existing cronjob')
  const cronJob = await getObject<CronJob>(await session.client(), info.resource, info.namespace, info.name)
  if (info.resource.kind !== 'CronJob')
    throw new CommandError(`unknown object type *${typeOf(cronJob)?.go ?? info.resource.kind}`)
  const { metadata = {}, spec } = cronJob.spec.jobTemplate
  const owner: OwnerReference = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    name: cronJob.metadata.name ?? '',
    uid: cronJob.metadata.uid ?? '',
    controller: true,
  }
  return newJob(name, spec, {
    ...(metadata.labels ? { labels: metadata.labels } : {}),
    annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...metadata.annotations },
    ownerReferences: [owner],
  })
}
