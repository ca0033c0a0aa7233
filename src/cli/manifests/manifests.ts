import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'
import { decodeDocument, itemProblem, validateDocument } from './decode.ts'
import { type Document, documents } from './documents.ts'
import { sortedObject } from './sorted-keys.ts'
import { manifestSources, type Source } from './sources.ts'
import { decodeText } from './text.ts'

/** What -f, -R and -k say. */
export interface FileOptions {
  filenames: readonly string[]
  recursive: boolean
  kustomize: string
}

/** An object of a file. */
export interface Manifest {
  /** The file as messages name it: a path as it was given, a URL, STDIN. */
  source: string
  /** It has a kind, and metadata of the right types. The keys of all objects in it are in order. */
  object: Record<string, unknown>
  /** Whether it was an item of a list; kubectl has other words for a list's item of an unknown kind. */
  listed: boolean
}

/**
 * `validate` is what apply, create and replace do unless --validate=false: a document without apiVersion or kind is an error of
 * validation, and ends its file; with --validate=warn (`warn`) it is also told what cannot be validated. `typed` is what those do that know
 * the types of their objects, which must be of Kubernetes itself. `decode` is what all others do.
 */
export type ManifestCheck = 'validate' | 'warn' | 'typed' | 'decode'

/**
 * The objects of the files that -f names (files, folders, patterns, URLs, standard input), lists taken apart, in their order;
 * for what cannot be understood there is a CommandError in its place. A document that is not YAML or JSON ends its file; the
 * others go on. Throws CommandError before anything is read where one of the names does not exist.
 */
export async function* readManifests(
  options: FileOptions,
  io: Io,
  check: ManifestCheck = 'decode',
): AsyncGenerator<Manifest | CommandError> {
  const { filenames, kustomize } = options
  if (kustomize !== '') {
    if (filenames.length) throw new CommandError('only one of -f or -k can be specified')
    if (options.recursive) throw new CommandError("the -k flag can't be used with -f or -R")
    const { buildResources, toStream } = await import('../kustomize/build.ts')
    const text = toStream(await buildResources(kustomize, io))
    yield* manifestsOf({ name: kustomize, read: () => Buffer.from(text) }, check)
    return
  }
  for (const source of manifestSources(options.filenames, options.recursive, io)) yield* manifestsOf(source, check)
}

/** The objects of one source; as readManifests. */
export async function* manifestsOf(source: Source, check: ManifestCheck): AsyncGenerator<Manifest | CommandError> {
  const { name } = source
  try {
    const text = decodeText(await source.read())
    for await (const document of parsed(text, name)) {
      if (check === 'validate' || check === 'warn') validateDocument(document, name)
      try {
        if (check === 'typed') (await import('../typed/registered.ts')).requireRegistered(document, name)
        for (const { object, listed } of decodeDocument(document, name)) {
          const problem = listed ? itemProblem(object) : undefined
          yield problem ?? { source: name, object: sortedObject(object), listed }
        }
      } catch (error) {
        if (!(error instanceof CommandError)) throw error
        yield error
      }
    }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    yield error
  }
}

/** The documents of a text; what is wrong with one is told with the name of where it is from. */
async function* parsed(text: string, name: string): AsyncGenerator<Document> {
  try {
    yield* documents(text)
  } catch (error) {
    throw error instanceof CommandError ? new CommandError(`error parsing ${name}: ${error.message}`) : error
  }
}
