import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { CommandDefinition } from '../command.ts'
import { CommandError } from '../errors.ts'
import { stringFlag } from '../flags/flag.ts'
import { buildKustomization } from '../kustomize/build.ts'
import { goSystemError } from '../manifests/go-system-error.ts'

export const kustomize: CommandDefinition = {
  name: 'kustomize',
  summary: 'Print what a kustomization makes',
  usage: 'DIR [options]',
  description: `Reads the kustomization.yaml of a folder (the current one if none is named) and prints the objects that it makes, as YAML.`,
  examples: `  # What would apply -k apply?
  kubectl kustomize overlays/test`,
  flags: [
    stringFlag('load-restrictor', 'LoadRestrictionsNone: also read files outside of the folder', {
      default: 'LoadRestrictionsRootOnly',
    }),
    stringFlag('output', 'The file to write into, instead of printing', { short: 'o' }),
  ],
  async run({ args, flags, io }) {
    if (args.length > 1) throw new CommandError('specify one path to kustomization.yaml')
    const restrictor = flags.string('load-restrictor')
    if (restrictor !== 'LoadRestrictionsRootOnly' && restrictor !== 'LoadRestrictionsNone')
      throw new CommandError(
        `illegal flag value --load-restrictor ${restrictor}; legal values: [LoadRestrictionsRootOnly LoadRestrictionsNone]`,
      )
    const text = await buildKustomization(args[0] ?? '.', io, restrictor === 'LoadRestrictionsNone')
    const path = flags.string('output')
    if (path === '') return io.out(text)
    try {
      writeFileSync(resolve(io.cwd, path), text)
    } catch (error) {
      throw new CommandError(goSystemError(error, 'open', path))
    }
  },
}
