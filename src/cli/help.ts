import type { CommandDefinition } from './command.ts'
import { commands } from './commands/commands.ts'
import type { Flag } from './flags/flag.ts'
import { globalFlags } from './flags/global.ts'
import type { FoundCommand } from './program.ts'

const OPTIONS_HINT = 'Use "kubectl options" for a list of global command-line options (applies to all commands).'

/** The help of a command, or of the whole program, in kubectl's layout. */
export async function helpText(found: FoundCommand | undefined): Promise<string> {
  return found ? commandHelp(found.definition, found.path) : programHelp()
}

function programHelp(): string {
  const groups = new Map<string, string[]>()
  const shown = commands.filter(c => !c.hidden)
  const width = Math.max(...shown.map(c => c.name.length))
  for (const c of shown) {
    const lines = groups.get(c.group) ?? []
    groups.set(c.group, [...lines, `  ${c.name.padEnd(width)}   ${c.summary}`])
  }
  const sections = [...groups].map(([group, lines]) => `${group}\n${lines.join('\n')}`)
  return [
    'kubette is a Kubernetes cluster in a JSON file, worked on with the commands of kubectl.',
    ...sections,
    'Usage:\n  kubectl [flags] [options]',
    `Use "kubectl <command> --help" for more information about a given command.\n${OPTIONS_HINT}\n`,
  ].join('\n\n')
}

function commandHelp(definition: CommandDefinition, path: string): string {
  const subs = definition.subcommands ?? []
  const width = Math.max(0, ...subs.map(s => s.name.length))
  const sections = [definition.description ?? `${definition.summary}.`]
  if (definition.aliases?.length) sections.push(`Aliases:\n${[definition.name, ...definition.aliases].join(', ')}`)
  if (definition.examples) sections.push(`Examples:\n${definition.examples}`)
  if (subs.length)
    sections.push(`Available Commands:\n${subs.map(s => `  ${s.name.padEnd(width)}   ${s.summary}`).join('\n')}`)
  const flags = (definition.flags ?? []).filter(f => !f.hidden)
  if (flags.length) sections.push(`Options:\n${flagLines(flags)}`)
  sections.push(`Usage:\n  kubectl ${path} ${definition.usage}`)
  if (subs.length)
    sections.push(
      `Use "kubectl ${path} <command> --help" for more information about a given command.\n${OPTIONS_HINT}\n`,
    )
  else sections.push(`${OPTIONS_HINT}\n`)
  return sections.join('\n\n')
}

/** The flags that every command has, as `kubectl options` lists them. */
export function optionsText(): string {
  const flags = globalFlags.filter(f => !f.hidden)
  return `The following options can be passed to any command:\n\n${flagLines(flags)}\n`
}

function flagLines(flags: readonly Flag[]): string {
  return [...flags]
    .sort((a, b) => (a.flagName < b.flagName ? -1 : 1))
    .map(f => {
      const short = f.settings.short ? `-${f.settings.short}, ` : ''
      return `    ${short}--${f.flagName}=${defaultText(f)}:\n\t${f.description}`
    })
    .join('\n\n')
}

function defaultText({ type, settings }: Flag): string {
  if (type === 'bool') return String(settings.default ?? false)
  if (type === 'int') return String(settings.default ?? 0)
  if (type === 'duration') return `${Number(settings.default ?? 0) / 1000}s`
  if (type === 'stringArray' || type === 'stringSlice') return '[]'
  return `'${settings.default ?? ''}'`
}
