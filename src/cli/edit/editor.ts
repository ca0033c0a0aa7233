import { spawnSync } from 'node:child_process'
import { quote } from '../../apimachinery/quote.ts'
import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'

/** An editor as a command line; `shell` where the last word of it is a shell's script. */
interface Editor {
  words: readonly string[]
  shell: boolean
}

/**
 * Opens a file in the editor of KUBE_EDITOR or EDITOR, else in vi, and waits until it is closed. What is not only words with spaces
 * between them is given to the shell. Throws CommandError where the editor cannot be started or fails.
 */
export function openEditor(path: string, io: Io): void {
  const { words, shell } = editorOf(io)
  const args = shell ? [...words.slice(1, -1), `${words.at(-1)} ${quote(path)}`] : [...words.slice(1), path]
  const result = withoutSignals(() =>
    spawnSync(words[0]!, args, { stdio: 'inherit', cwd: io.cwd, env: io.env as NodeJS.ProcessEnv }),
  )
  const missing = (result.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT' && !words[0]!.includes('/')
  if (missing) throw new CommandError(`unable to launch the editor ${quote(words.join(' '))}`)
  if (result.error || result.status !== 0)
    throw new CommandError(`there was a problem with the editor ${quote(words.join(' '))}`)
}

function editorOf({ env }: Io): Editor {
  const editor = env.KUBE_EDITOR || env.EDITOR || 'vi'
  if (!editor.includes(' ')) return { words: [editor], shell: false }
  if (!/["'\\]/.test(editor)) return { words: editor.split(' '), shell: false }
  return { words: [env.SHELL || '/bin/bash', '-c', editor], shell: true }
}

/** Ctrl+C is for the editor while it is open. */
function withoutSignals<T>(work: () => T): T {
  const ignore = () => {}
  process.on('SIGINT', ignore)
  try {
    return work()
  } finally {
    process.off('SIGINT', ignore)
  }
}
