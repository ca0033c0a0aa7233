import type { KubeObject } from '../../api/object.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { resourcePath } from '../../client/client.ts'
import { PathSegmentError } from '../../client/path-segment.ts'
import type { CommandDefinition, Invocation } from '../command.ts'
import { dryRunFlag, dryRunOf, dryRunQuery } from '../dry-run.ts'
import { CommandError, UsageError } from '../errors.ts'
import { boolFlag, type Flag, stringFlag } from '../flags/flag.ts'
import type { FlagValues } from '../flags/values.ts'
import { formatFlags } from '../output.ts'
import { resultPrinter } from '../result.ts'
import { validateFlag, validationOf, validationQuery } from '../validation.ts'
import { annotated, inGivenNamespace, typedWhereShown } from './made-object.ts'

/** The flags of every generator that do not concern what it generates. */
export const createFlags: readonly Flag[] = [
  ...formatFlags,
  dryRunFlag,
  validateFlag,
  stringFlag('field-manager', 'The name that the fields are kept under', { default: 'kubectl-create' }),
  boolFlag('save-config', 'Keep the configuration in an annotation, for a later kubectl apply'),
]

/** A generator: `kubectl create <name> NAME` makes one object of flags. */
export interface Generator extends Omit<CommandDefinition, 'run' | 'subcommands' | 'flags'> {
  /** The generator's own flags. */
  flags?: readonly Flag[]
  /** Flags that have to be given. */
  required?: readonly string[]
  /** The type of what is generated. */
  resource: { group: string; version: string; resource: string; namespaced: boolean }
  /** What an error of the server is put behind: "failed to create deployment: "; none leaves the error as it is. */
  failure?: string
  /** Whether --save-config does nothing: `kubectl create service` takes the flag and never looks at it. */
  ignoresSaveConfig?: boolean
  /** Makes the object, without its namespace. Throws CommandError for flags that make no sense. */
  generate(name: string, invocation: Invocation): KubeObject | Promise<KubeObject>
}

/** The command of a generator: reads the name and the common flags, generates, creates and prints, as all of kubectl's do. */
export function generatorCommand({
  resource,
  failure,
  ignoresSaveConfig,
  required,
  generate,
  flags,
  ...words
}: Generator): CommandDefinition {
  return {
    ...words,
    flags: [...(flags ?? []), ...createFlags],
    async run(invocation) {
      requireFlags(invocation.flags, required ?? [])
      const name = nameArgument(invocation)
      const dryRun = dryRunOf(invocation.flags, invocation.io)
      const print = resultPrinter(invocation.flags, dryRun, invocation.io, 'given')
      const validation = validationOf(invocation.flags)
      const made = await generate(name, invocation)
      const generated = resource.namespaced ? inGivenNamespace(made, invocation.flags) : made
      const object = ignoresSaveConfig ? generated : annotated(generated, invocation.flags)
      if (dryRun === 'client') return print(typedWhereShown(object, invocation.flags), 'created')
      const { namespace } = resource.namespaced ? await invocation.session.namespace() : { namespace: '' }
      const query = {
        fieldManager: invocation.flags.string('field-manager'),
        ...validationQuery(validation),
        ...dryRunQuery(dryRun),
      }
      try {
        const { body } = await (await invocation.session.client()).request({
          method: 'POST',
          path: resourcePath(resource, namespace),
          query,
          body: object,
        })
        print(typedWhereShown(body as KubeObject, invocation.flags), 'created')
      } catch (error) {
        throw failure !== undefined && (error instanceof StatusError || error instanceof PathSegmentError)
          ? new CommandError(`${failure}${error.message}`)
          : error
      }
    },
  }
}

/** Refuses a command line without flags that have to be there, in cobra's words. Throws CommandError. */
export function requireFlags(flags: FlagValues, names: readonly string[]): void {
  const missing = names.filter(n => !flags.changed(n)).sort()
  if (missing.length) throw new CommandError(`required flag(s) ${missing.map(n => `"${n}"`).join(', ')} not set`)
}

/** The one argument before `--`. Throws UsageError. */
export function nameArgument({ args, dash }: Invocation): string {
  const count = dash < 0 ? args.length : dash
  if (count !== 1) throw new UsageError(`exactly one NAME is required, got ${count}`)
  return args[0]!
}
