import { statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CommandDefinition } from '../command.ts'
import { CommandError } from '../errors.ts'
import { boolFlag, stringArrayFlag, stringFlag } from '../flags/flag.ts'
import { buildResources, toStream } from '../kustomize/build.ts'
import type { Resource } from '../kustomize/resource.ts'
import { isClusterScoped } from '../kustomize/resource-id.ts'
import { goSystemError } from '../manifests/go-system-error.ts'

export const kustomize: CommandDefinition = {
  name: 'kustomize',
  summary: 'Print what a kustomization makes',
  usage: 'DIR [options]',
  description: `Reads the kustomization.yaml of a folder (the current one if none is named) and prints the objects that it makes, as YAML.`,
  examples: `  # What would apply -k apply?
  kubectl kustomize overlays/test`,
  flags: [
    boolFlag('as-current-user', 'Accepted; functions are not run'),
    boolFlag('enable-alpha-plugins', 'Accepted; plugins are not run'),
    boolFlag('enable-helm', 'Accepted; charts are not inflated'),
    stringArrayFlag('env', 'Accepted; functions are not run', { short: 'e' }),
    stringArrayFlag('helm-api-versions', 'Accepted; charts are not inflated'),
    stringFlag('helm-command', 'Accepted; charts are not inflated', { default: 'helm' }),
    boolFlag('helm-debug', 'Accepted; charts are not inflated'),
    stringFlag('helm-kube-version', 'Accepted; charts are not inflated'),
    stringFlag('load-restrictor', 'LoadRestrictionsNone: also read files outside of the folder', {
      default: 'LoadRestrictionsRootOnly',
    }),
    stringArrayFlag('mount', 'Accepted; functions are not run'),
    boolFlag('network', 'Accepted; functions are not run'),
    stringFlag('network-name', 'Accepted; functions are not run', { default: 'bridge' }),
    stringFlag('reorder', 'The order of the objects', {
      default: 'legacy',
      deprecated: "use the new 'sortOptions' field in kustomization.yaml instead.",
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
    const reorder = flags.string('reorder')
    if (reorder !== 'legacy' && reorder !== 'none')
      throw new CommandError(`illegal flag value --reorder ${reorder}; legal values: [legacy none]`)
    const order = reorder === 'none' ? 'fifo' : 'legacy'
    const resources = await buildResources(args[0] ?? '.', io, {
      anywhere: restrictor === 'LoadRestrictionsNone',
      order,
    })
    const path = flags.string('output')
    if (path === '') return io.out(toStream(resources))
    const target = resolve(io.cwd, path)
    if (statSync(target, { throwIfNoEntry: false })?.isDirectory())
      for (const resource of resources) write(join(target, fileName(resource, resources)), toStream([resource]))
    else write(target, toStream(resources), path)
  },
}

/** The name of a resource's file among those of others, which tells its namespace where they have several. */
function fileName({ id }: Resource, resources: readonly Resource[]): string {
  const namespaces = new Set(resources.filter(r => !isClusterScoped(r.id)).map(r => r.id.namespace || 'default'))
  const namespace = namespaces.size > 1 && !isClusterScoped(id) ? `${id.namespace || 'default'}_` : ''
  const group = id.group ? `${id.group}_` : ''
  return `${namespace}${group}${id.version}_${id.kind}_${id.name}.yaml`.toLowerCase()
}

function write(path: string, text: string, shown = path): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw new CommandError(goSystemError(error, 'open', shown))
  }
}
