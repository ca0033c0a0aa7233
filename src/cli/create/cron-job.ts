import type { KubeObject } from '../../api/object.ts'
import { stringFlag } from '../flags/flag.ts'
import { generatorCommand } from './generator.ts'
import { jobSpec } from './job.ts'

export const cronJob = generatorCommand({
  name: 'cronjob',
  aliases: ['cj'],
  summary: 'Create a cron job with the specified name',
  usage: "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags] [options]",
  examples: `  # Every minute
  kubectl create cronjob tick --image=busybox --schedule='*/1 * * * *' -- date`,
  flags: [
    stringFlag('image', 'The image to run'),
    stringFlag('restart', 'The restart policy of the pods: OnFailure or Never'),
    stringFlag('schedule', 'When to run, as cron writes it'),
  ],
  required: ['image', 'schedule'],
  resource: { group: 'batch', version: 'v1', resource: 'cronjobs', namespaced: true },
  failure: 'failed to create cronjob: ',
  generate(name, { args, flags }) {
    const restart = flags.string('restart') || 'OnFailure'
    const spec = {
      schedule: flags.string('schedule'),
      jobTemplate: { metadata: { name }, spec: jobSpec(name, flags.string('image'), args.slice(1), restart) },
    }
    return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec } as KubeObject
  },
})
