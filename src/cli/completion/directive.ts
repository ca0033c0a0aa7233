/** What a shell does with candidates: cobra's numbers, which can be added up. */
export const DEFAULT = 0
/** No space behind the only candidate. */
export const NO_SPACE = 2
/** No file names where there are no candidates. */
export const NO_FILES = 4
/** The candidates are the extensions of files to complete. */
export const FILE_EXTENSIONS = 8
/** Complete folders. */
export const FOLDERS = 16

const NAMES: readonly (readonly [number, string])[] = [
  [NO_SPACE, 'ShellCompDirectiveNoSpace'],
  [NO_FILES, 'ShellCompDirectiveNoFileComp'],
  [FILE_EXTENSIONS, 'ShellCompDirectiveFilterFileExt'],
  [FOLDERS, 'ShellCompDirectiveFilterDirs'],
]

/** A directive in words, as cobra tells it on standard error. */
export function directiveText(directive: number): string {
  const names = NAMES.filter(([bit]) => directive & bit).map(([, name]) => name)
  return names.join(', ') || 'ShellCompDirectiveDefault'
}

/** What may come next in a command line. A candidate may have a tab and words about it behind it. */
export interface Completion {
  candidates: readonly string[]
  directive: number
}

export const NOTHING: Completion = { candidates: [], directive: NO_FILES }
export const FILES: Completion = { candidates: [], directive: DEFAULT }

/** The candidates that begin as the word does, and nothing but them. */
export function oneOf(candidates: readonly string[], word: string, directive = NO_FILES): Completion {
  return { candidates: candidates.filter(c => c.startsWith(word)), directive }
}
