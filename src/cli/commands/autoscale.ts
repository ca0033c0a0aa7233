import { groupVersion, type KubeObject } from '../../api/object.ts'
import type { AutoscalingV1HorizontalPodAutoscaler, HorizontalPodAutoscaler, MetricSpec } from '../../api/types.gen.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { parseTarget, resourceMetric } from '../autoscale/metric-target.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { requireFlags } from '../create/generator.ts'
import { createMade, typedWhereShown } from '../create/made-object.ts'
import { type DryRun, dryRunFlag, dryRunOf } from '../dry-run.ts'
import { CommandError } from '../errors.ts'
import { boolFlag, int32Flag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { formatFlags } from '../output.ts'
import { recorded, recordFlag } from '../record.ts'
import { filenameFlags, resolveTargets, selectionOf } from '../resource/builder.ts'
import { type SelectedInfo, selectedInfos, visitAll } from '../resource/selected.ts'
import { resultPrinter } from '../result.ts'

const autoscalers = (version: string) => ({ group: 'autoscaling', version, resource: 'horizontalpodautoscalers' })

export const autoscale: CommandDefinition = {
  name: 'autoscale',
  summary: 'Let the number of replicas follow the load',
  usage: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY] [options]',
  description: `Makes an autoscaler for a deployment, replica set, stateful set or replication controller. A target in percent is one of
utilization, any other one of average value.`,
  examples: `  # Between 2 and 10 pods
  kubectl autoscale deployment web --min=2 --max=10

  # Up to 5 pods, so that they use 80% of the CPU that they ask for
  kubectl autoscale rc web --max=5 --cpu=80%`,
  flags: [
    ...filenameFlags('autoscale'),
    ...formatFlags,
    recordFlag,
    dryRunFlag,
    stringFlag('cpu', 'The target for the CPU: 70%, 500m, or a number of thousandths'),
    int32Flag('cpu-percent', 'The target for the utilization of the CPU, in percent', { default: -1, hidden: true }),
    stringFlag('field-manager', 'The name that the fields are kept under', { default: 'kubectl-autoscale' }),
    int32Flag('max', 'The most pods; has to be given', { default: -1 }),
    stringFlag('memory', 'The target for the memory: 70%, 200Mi, or a number of mebibytes'),
    int32Flag('min', 'The fewest pods', { default: -1 }),
    stringFlag('name', 'The name of the autoscaler; that of its target where it is not given'),
    boolFlag('save-config', 'Keep the configuration in an annotation, for a later kubectl apply'),
  ],
  async run(invocation) {
    const { args, flags, io, session } = invocation
    if (flags.changed('cpu-percent'))
      io.err(
        "Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).\n",
      )
    requireFlags(flags, ['max'])
    const dryRun = dryRunOf(flags, io)
    validate(flags)
    const print = resultPrinter(flags, dryRun, io, 'given')
    const selection = selectionOf(args, flags)
    const targets = await resolveTargets(selection, session, io, 'refuse')
    const infos = selectedInfos(targets, selection, await session.client(), { files: 'written' })
    const visited = await visitAll(infos, async info => {
      requireScale(info)
      const object = await make(info, dryRun, invocation)
      print(typedWhereShown(object, flags), dryRun === 'client' ? 'created' : 'autoscaled')
    })
    if (visited === 0) throw new CommandError('no objects passed to autoscale')
  },
}

function validate(flags: FlagValues): void {
  const [min, max] = [flags.number('min'), flags.number('max')]
  if (max < 1) throw new CommandError(`--max=MAXPODS is required and must be at least 1, max: ${max}`)
  if (max < min)
    throw new CommandError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`)
  if (flags.number('cpu-percent') > 0 && flags.string('cpu') !== '')
    throw new CommandError('--cpu-percent and --cpu are mutually exclusive')
  for (const name of ['cpu', 'memory'] as const) if (flags.string(name) !== '') parseTarget(flags.string(name), name)
}

function requireScale({ resource }: SelectedInfo): void {
  if (resource.subresources?.some(s => s.name === 'scale')) return
  const { group, version, resource: plural, kind } = resource
  throw new CommandError(
    `cannot autoscale a ${kind}: could not find scale subresource for ${group}/${version}, Resource=${plural} in discovery information`,
  )
}

/** Creates the autoscaler; where autoscaling/v2 refuses it and autoscaling/v1 could hold it, in that version. */
async function make(info: SelectedInfo, dryRun: DryRun, invocation: Invocation): Promise<KubeObject> {
  const { flags } = invocation
  const wanted = recorded(autoscalerV2(info, flags), 'autoscale', invocation)
  if (dryRun === 'client') return wanted
  try {
    return await createMade(wanted, autoscalers('v2'), invocation, dryRun)
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    const why = whyNotV1(flags)
    if (why !== undefined)
      throw new CommandError(
        `failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: ${why}`,
      )
    return createMade(autoscalerV1(info, flags), autoscalers('v1'), invocation, dryRun)
  }
}

/** Why autoscaling/v1 could not hold the targets, as kubectl says it; undefined where it could. */
function whyNotV1(flags: FlagValues): string | undefined {
  const cpu = flags.string('cpu').trim()
  if (cpu === '') return 'empty input'
  const isUtilization = parseTarget(cpu, 'cpu').type === 'Utilization'
  return flags.string('memory') === '' && isUtilization ? undefined : '%!w(<nil>)'
}

function common(info: SelectedInfo, flags: FlagValues) {
  const { group, version, kind } = info.resource
  const min = flags.number('min')
  return {
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: flags.string('name') || info.name },
    spec: {
      scaleTargetRef: { kind, name: info.name, apiVersion: groupVersion(group, version) },
      ...(min > 0 ? { minReplicas: min } : {}),
      maxReplicas: flags.number('max'),
    },
  }
}

function autoscalerV2(info: SelectedInfo, flags: FlagValues): HorizontalPodAutoscaler {
  const { spec, ...rest } = common(info, flags)
  const metrics: MetricSpec[] = []
  const percent = flags.number('cpu-percent')
  if (percent > 0) metrics.push(resourceMetric('cpu', { type: 'Utilization', averageUtilization: percent }))
  for (const name of ['cpu', 'memory'] as const)
    if (flags.string(name) !== '') metrics.push(resourceMetric(name, parseTarget(flags.string(name), name)))
  return { apiVersion: 'autoscaling/v2', ...rest, spec: { ...spec, ...(metrics.length ? { metrics } : {}) } }
}

function autoscalerV1(info: SelectedInfo, flags: FlagValues): AutoscalingV1HorizontalPodAutoscaler {
  const percent = flags.number('cpu-percent')
  const { spec, ...rest } = common(info, flags)
  const target = percent >= 0 ? { targetCPUUtilizationPercentage: percent } : {}
  return { apiVersion: 'autoscaling/v1', ...rest, spec: { ...spec, ...target } }
}
