import { isObject } from '../../schema/json-value.ts'

/** A flag and the value that it has where the command line gives none. */
export interface OptionDefault {
  name: string
  default: string
}

/** Another name for a command, with arguments and flags of its own. */
export interface Alias {
  name: string
  command: string
  prependArgs: readonly string[]
  appendArgs: readonly string[]
  options: readonly OptionDefault[]
}

/** What the flags of a command are where the command line does not say. */
export interface CommandDefaults {
  command: string
  options: readonly OptionDefault[]
}

/** What a kuberc file says. */
export interface Preference {
  aliases: readonly Alias[]
  defaults: readonly CommandDefaults[]
}

/** What a version of the file's format calls its fields. */
interface Words {
  defaults: string
  options: string
}

const GROUP = 'kubectl.config.k8s.io'
const VERSIONS: Readonly<Record<string, Words>> = {
  [`${GROUP}/v1alpha1`]: { defaults: 'overrides', options: 'flags' },
  [`${GROUP}/v1beta1`]: { defaults: 'defaults', options: 'options' },
}

/** What only says which credential plugins may run; kubectl's flags and commands have nothing to do with it. */
const OTHERS = ['apiVersion', 'kind', 'credentialPluginPolicy', 'credentialPluginAllowlist']

/**
 * A document of a kuberc file and the fields in it that do not exist, as `unknown field "aliases[0].x"`; undefined where it is no Preference
 * of a version that is known, or holds values of other types.
 */
export function decodePreference(document: unknown): { preference: Preference; unknown: string[] } | undefined {
  if (!isObject(document) || document.kind !== 'Preference') return undefined
  const { apiVersion } = document
  const words = typeof apiVersion === 'string' && Object.hasOwn(VERSIONS, apiVersion) ? VERSIONS[apiVersion] : undefined
  if (!words) return undefined
  try {
    const reader = new Reader(document, '')
    const optionsOf = (of: Reader) =>
      of.list(words.options, option => ({ name: option.text('name'), default: option.text('default') }))
    const preference: Preference = {
      aliases: reader.list('aliases', alias => ({
        name: alias.text('name'),
        command: alias.text('command'),
        prependArgs: alias.texts('prependArgs'),
        appendArgs: alias.texts('appendArgs'),
        options: optionsOf(alias),
      })),
      defaults: reader.list(words.defaults, entry => ({ command: entry.text('command'), options: optionsOf(entry) })),
    }
    for (const name of OTHERS) reader.known(name)
    return { preference, unknown: reader.unknown() }
  } catch (error) {
    if (error instanceof WrongType) return undefined
    throw error
  }
}

class WrongType extends Error {}

/** Reads the fields of an object and knows which of them nobody has asked for. */
class Reader {
  private readonly asked = new Set<string>()
  private readonly within: Reader[] = []

  constructor(
    private readonly object: Readonly<Record<string, unknown>>,
    private readonly path: string,
  ) {}

  known(name: string): unknown {
    this.asked.add(name)
    return Object.hasOwn(this.object, name) ? this.object[name] : undefined
  }

  text(name: string): string {
    return textOf(this.known(name) ?? '')
  }

  texts(name: string): string[] {
    return this.array(name).map(textOf)
  }

  list<T>(name: string, read: (item: Reader) => T): T[] {
    return this.array(name).map((item, i) => {
      if (!isObject(item)) throw new WrongType()
      const reader = new Reader(item, `${this.path}${name}[${i}].`)
      this.within.push(reader)
      return read(reader)
    })
  }

  unknown(): string[] {
    const own = Object.keys(this.object).filter(name => !this.asked.has(name))
    const fields = own.map(name => `unknown field ${JSON.stringify(this.path + name)}`)
    return [...fields, ...this.within.flatMap(reader => reader.unknown())]
  }

  private array(name: string): readonly unknown[] {
    const value = this.known(name) ?? []
    if (!Array.isArray(value)) throw new WrongType()
    return value
  }
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new WrongType()
  return value
}

/** What is wrong with a preference as a whole; undefined where nothing is. */
export function preferenceProblem({ aliases, defaults }: Preference): string | undefined {
  const names = new Set<string>()
  for (const { name, options } of aliases) {
    if (!/^[a-zA-Z]+$/.test(name)) return 'invalid alias name, can only include alphabetical characters'
    const problem = optionProblem(options)
    if (problem !== undefined) return problem
    if (names.has(name)) return `duplicate alias name ${name}`
    names.add(name)
  }
  return defaults.map(entry => optionProblem(entry.options)).find(problem => problem !== undefined)
}

function optionProblem(options: readonly OptionDefault[]): string | undefined {
  const dashed = options.find(option => option.name.startsWith('-'))
  return dashed && `flag name ${dashed.name} should be in long form without dashes`
}
