import type { KubeObject } from '../../api/object.ts'
import { CommandError } from '../errors.ts'
import { stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { generatorCommand } from './generator.ts'
import { parseLabelSelector } from './label-selector.ts'
import { parseIntOrString } from './numbers.ts'

export const podDisruptionBudget = generatorCommand({
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  summary: 'Create a pod disruption budget with the specified name',
  usage: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none] [options]',
  examples: `  # At least half of the pods of web stay
  kubectl create pdb web --selector=app=web --min-available=50%`,
  flags: [
    stringFlag('max-unavailable', 'How many pods may be missing, or which share of them'),
    stringFlag('min-available', 'How many pods have to stay, or which share of them'),
    stringFlag('selector', 'The pods that the budget is for'),
  ],
  resource: { group: 'policy', version: 'v1', resource: 'poddisruptionbudgets', namespaced: true },
  failure: 'failed to create poddisruptionbudgets: ',
  generate(name, { flags }) {
    validate(flags)
    const selector = parseLabelSelector(flags.string('selector'))
    const minimum = flags.string('min-available')
    const maximum = flags.string('max-unavailable')
    const spec = {
      ...(minimum === '' ? {} : { minAvailable: parseIntOrString(minimum) }),
      selector,
      ...(maximum === '' ? {} : { maxUnavailable: parseIntOrString(maximum) }),
    }
    return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec } as KubeObject
  },
})

function validate(flags: FlagValues): void {
  if (flags.string('selector') === '') throw new CommandError('a selector must be specified')
  const given = ['min-available', 'max-unavailable'].filter(f => flags.string(f) !== '')
  if (given.length === 0) throw new CommandError('one of min-available or max-unavailable must be specified')
  if (given.length === 2) throw new CommandError('min-available and max-unavailable cannot be both specified')
  if (!/^[0-9]+%?$/.test(flags.string(given[0]!))) throw new CommandError(`invalid format specified for ${given[0]}`)
}
