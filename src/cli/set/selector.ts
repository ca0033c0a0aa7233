import type { KubeObject } from '../../api/object.ts'
import type { LabelSelector } from '../../apimachinery/labels/selector.ts'
import type { CommandDefinition } from '../command.ts'
import { parseLabelSelector } from '../create/label-selector.ts'
import { CommandError } from '../errors.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import { recorded, recordFlag } from '../record.ts'
import { visitAll } from '../resource/selected.ts'
import { patchOf, sendPatch, setOutput } from './patch-targets.ts'
import { eachTarget, refuseLocalResources, setFlags } from './targets.ts'

export const selector: CommandDefinition = {
  name: 'selector',
  summary: 'Set the selector on a resource',
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version] [options]',
  description: 'Replaces the whole selector of a service. Other objects have no selector that can be set.',
  examples: `  # The service leads to the green pods
  kubectl set selector service web app=web,color=green`,
  flags: [
    ...setFlags.filter(f => f.flagName !== 'kustomize' && f.flagName !== 'recursive'),
    boolFlag('recursive', 'Also look into the folders inside the folders of -f', { short: 'R', default: true }),
    recordFlag,
    stringFlag('resource-version', 'Only change the object if this is its version'),
  ],
  async run(invocation) {
    const { args, flags } = invocation
    const { dryRun, print } = setOutput(invocation)
    const expression = args.at(-1)
    const wanted = expression === undefined ? undefined : parseLabelSelector(expression)
    if (!wanted) throw new CommandError('one selector is required')
    const resources = args.slice(0, -1)
    refuseLocalResources(resources, invocation)
    const version = flags.string('resource-version')
    await visitAll(eachTarget(resources, invocation), async ({ object, info }) => {
      const { resourceVersion: _, ...metadata } = object.metadata
      // without a version before, the patch holds the wanted one whatever it is
      const before = version === '' ? object : { ...object, metadata }
      const changed = withSelector(
        version === '' ? object : { ...object, metadata: { ...metadata, resourceVersion: version } },
        wanted,
      )
      const after = recorded(changed, 'set selector', invocation)
      const local = !info || dryRun === 'client'
      print(local ? after : await sendPatch(info, patchOf(before, after), invocation, dryRun), 'selector updated')
    })
  },
}

function withSelector(object: KubeObject & { spec?: object }, selector: LabelSelector): KubeObject {
  if (object.kind !== 'Service') throw new CommandError('setting a selector is only supported for Services')
  const expressions = selector.matchExpressions ?? []
  if (expressions.length) {
    const shown = expressions.map(e => `{${e.key} ${e.operator} [${(e.values ?? []).join(' ')}]}`)
    throw new CommandError(`match expression [${shown.join(' ')}] not supported on this object`)
  }
  return { ...object, spec: { ...object.spec, selector: selector.matchLabels ?? {} } } as KubeObject
}
