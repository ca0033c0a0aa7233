import { readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { goNetworkError } from '../../client/remote/go-network-error.ts'
import { CommandError } from '../errors.ts'
import { goSystemError } from '../manifests/go-system-error.ts'

/** Reads the files of one kustomization: those in and below its folder, and the folders of other kustomizations. */
export class Loader {
  private constructor(
    /** The folder, with no symbolic links in its path. */
    readonly root: string,
    /** Whether files elsewhere may be read. */
    private readonly anywhere: boolean,
    private readonly referrer?: Loader,
  ) {}

  /** The loader of a folder. Throws CommandError for what is none. */
  static of(path: string, cwd: string, anywhere: boolean): Loader {
    return new Loader(folder(path, cwd), anywhere)
  }

  /** The loader of another folder that this one's kustomization names. Throws CommandError for what is none, and for one on the way here. */
  folder(path: string): Loader {
    if (path === '') throw new CommandError('new root cannot be empty')
    const root = folder(isAbsolute(path) ? path : join(this.root, path), this.root)
    for (let visited: Loader | undefined = this; visited; visited = visited.referrer)
      if (isIn(visited.root, root))
        throw new CommandError(`cycle detected: candidate root '${root}' contains visited root '${visited.root}'`)
    return new Loader(root, this.anywhere, this)
  }

  /** The content of a file, or of a URL. Throws CommandError with kustomize's words. */
  async read(path: string): Promise<Buffer> {
    if (/^https?:\/\//.test(path)) return fetched(path)
    const full = resolve(this.root, path)
    const real = realPath(full, full)
    if (stats(real).isDirectory()) throw new CommandError(`'${real}' must resolve to a file`)
    if (!this.anywhere && !isIn(dirname(real), this.root))
      throw new CommandError(`security; file '${real}' is not in or below '${this.root}'`)
    try {
      return readFileSync(real)
    } catch (error) {
      throw new CommandError(goSystemError(error, 'open', real))
    }
  }
}

function folder(path: string, cwd: string): string {
  const refuse = (why: string) => new CommandError(`must build at directory: ${why}`)
  if (path === '') throw refuse('directory path cannot be empty')
  let real: string
  try {
    real = realPath(path, resolve(cwd, path))
  } catch (error) {
    throw refuse(`not a valid directory: ${(error as Error).message}`)
  }
  if (!stats(real).isDirectory()) throw refuse(`'${path}': file is not directory`)
  return real
}

function realPath(shown: string, path: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    throw new CommandError(`evalsymlink failure on '${shown}' : ${goSystemError(error, 'lstat', firstMissing(path))}`)
  }
}

/** The part of a path up to the first folder in it that is not there. */
function firstMissing(path: string): string {
  const parent = dirname(path)
  return parent === path || statSync(parent, { throwIfNoEntry: false }) ? path : firstMissing(parent)
}

const stats = (path: string): Stats => statSync(path)

/** Whether a path is a folder or something below it. */
const isIn = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)

/** What is at a URL. Throws CommandError in the words of Go's HTTP client. */
async function fetched(url: string): Promise<Buffer> {
  let response: Response
  try {
    response = await fetch(url)
  } catch (error) {
    const why = goNetworkError((error as { cause?: unknown }).cause ?? error, new URL(url).hostname)
    throw new CommandError(`Get ${JSON.stringify(url)}: ${why}`)
  }
  if (response.status >= 300)
    throw new CommandError(`'${url}' returned HTTP status ${response.status} (${response.statusText}) status code`)
  return Buffer.from(await response.arrayBuffer())
}
