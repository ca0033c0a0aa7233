import type { CommandDefinition } from '../command.ts'
import { CommandError, throwGathered } from '../errors.ts'
import { boolFlag, stringFlag } from '../flags/flag.ts'
import { CONTEXT_FIELDS } from '../kubeconfig/fields.ts'
import { type KubeconfigContext, withEntry, withoutEntry } from '../kubeconfig.ts'
import { outputFlag } from '../output.ts'
import { formatTable } from '../printers/table.ts'
import { refuseArguments, showHelp } from './refuse.ts'

const HEADER = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE']

export const currentContext: CommandDefinition = {
  name: 'current-context',
  summary: 'Tell the current context',
  usage: '[flags] [options]',
  async run({ io, session }) {
    const name = (await session.startingKubeconfig())['current-context']
    if (name === '') throw new CommandError('current-context is not set')
    io.out(`${name}\n`)
  },
}

export const getContexts: CommandDefinition = {
  name: 'get-contexts',
  summary: 'List contexts',
  usage: '[(-o|--output=)name)] [options]',
  examples: `  # All contexts
  kubectl config get-contexts

  # One context
  kubectl config get-contexts my-context`,
  flags: [boolFlag('no-headers', 'Leave out the headings'), outputFlag],
  async run({ args, flags, io, session }) {
    const output = flags.string('output')
    if (output !== '' && output !== 'name')
      throw new CommandError(
        `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
      )
    const { contexts, 'current-context': current } = await session.startingKubeconfig()
    const shown = args.length ? contexts.filter(c => args.includes(c.name)) : contexts
    if (output === 'name') io.out(shown.map(c => `${c.name}\n`).join(''))
    else {
      const rows = shown.map(({ name, context: { cluster = '', user = '', namespace = '' } }) => [
        name === current ? '*' : '',
        name,
        cluster,
        user,
        namespace,
      ])
      io.out(formatTable(rows, flags.bool('no-headers') ? {} : { header: HEADER }))
    }
    const missing = args.filter(name => !contexts.some(c => c.name === name))
    throwGathered(missing.map(name => new CommandError(`context ${name} not found`)))
  },
}

export const setContext: CommandDefinition = {
  name: 'set-context',
  summary: 'Add a context or change one',
  usage: '[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace] [options]',
  examples: `  # Work in another namespace from now on
  kubectl config set-context --current --namespace=team`,
  flags: [
    boolFlag('current', 'Change the current context'),
    stringFlag('cluster', 'The cluster of the context'),
    stringFlag('user', 'The user of the context'),
    stringFlag('namespace', 'The namespace of the context', { short: 'n' }),
  ],
  async run(invocation) {
    const { args, flags, io, session } = invocation
    if (args.length > 1) return refuseArguments(setContext, invocation)
    const [given = ''] = args
    const current = flags.bool('current')
    if (given === '' && !current) throw new CommandError('you must specify a non-empty context name or --current')
    if (given !== '' && current) throw new CommandError('you cannot specify both a context name and --current')
    let done = ''
    await session.changeKubeconfig(config => {
      const name = current ? config['current-context'] : given
      if (name === '') throw new CommandError('no current context is set')
      const before = config.contexts.find(c => c.name === name)
      const context: KubeconfigContext = { ...before?.context }
      for (const field of CONTEXT_FIELDS) if (flags.changed(field)) context[field] = flags.string(field)
      done = `Context ${JSON.stringify(name)} ${before ? 'modified' : 'created'}.\n`
      return { ...config, contexts: withEntry(config.contexts, { ...before, name, context }) }
    })
    io.out(done)
  },
}

export const useContext: CommandDefinition = {
  name: 'use-context',
  aliases: ['use'],
  summary: 'Make a context the current one',
  usage: 'CONTEXT_NAME [options]',
  examples: `  # Work in another context from now on
  kubectl config use-context test`,
  async run(invocation) {
    const { args, io, session } = invocation
    if (args.length !== 1) return refuseArguments(useContext, invocation)
    const name = args[0]!
    if (name === '') throw new CommandError('empty context names are not allowed')
    await session.changeKubeconfig(config => {
      if (!config.contexts.some(c => c.name === name))
        throw new CommandError(`no context exists with the name: ${JSON.stringify(name)}`)
      return { ...config, 'current-context': name }
    })
    io.out(`Switched to context ${JSON.stringify(name)}.\n`)
  },
}

export const renameContext: CommandDefinition = {
  name: 'rename-context',
  summary: 'Give a context another name',
  usage: 'CONTEXT_NAME NEW_NAME [options]',
  description: 'Gives a context another name. The current context stays the current one.',
  async run(invocation) {
    const { args, io, session } = invocation
    if (args.length !== 2) return refuseArguments(renameContext, invocation)
    const [name, newName] = args as [string, string]
    if (newName === '') throw new CommandError('You must specify a new non-empty context name')
    const file = await session.kubeconfigPath()
    const failure = (why: string) => new CommandError(`cannot rename the context ${JSON.stringify(name)}, ${why}`)
    await session.changeKubeconfig(config => {
      const found = config.contexts.find(c => c.name === name)
      if (!found) throw failure(`it's not in ${file}`)
      if (config.contexts.some(c => c.name === newName))
        throw failure(`the context ${JSON.stringify(newName)} already exists in ${file}`)
      return {
        ...config,
        contexts: withEntry(withoutEntry(config.contexts, name), { ...found, name: newName }),
        'current-context': config['current-context'] === name ? newName : config['current-context'],
      }
    })
    io.out(`Context ${JSON.stringify(name)} renamed to ${JSON.stringify(newName)}.\n`)
  },
}

export const deleteContext: CommandDefinition = {
  name: 'delete-context',
  summary: 'Delete a context',
  usage: 'NAME [options]',
  async run(invocation) {
    const { args, io, session } = invocation
    if (args.length !== 1) return showHelp(deleteContext, invocation)
    const name = args[0]!
    const file = await session.kubeconfigPath()
    await session.changeKubeconfig(config => {
      if (!config.contexts.some(c => c.name === name))
        throw new CommandError(`cannot delete context ${name}, not in ${file}`)
      if (config['current-context'] === name)
        io.err(
          'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
        )
      return { ...config, contexts: withoutEntry(config.contexts, name) }
    })
    io.out(`deleted context ${name} from ${file}\n`)
  },
}
