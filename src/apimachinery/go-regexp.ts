const made = new Map<string, RegExp | undefined>()

/** A regular expression of Go's syntax; undefined for one that cannot be read, which nothing matches. */
export function goRegExp(pattern: string): RegExp | undefined {
  if (!made.has(pattern)) made.set(pattern, compile(pattern))
  return made.get(pattern)
}

/** What Go writes differently: flags in front, named groups, the text's beginning and end, classes of characters. */
function compile(pattern: string): RegExp | undefined {
  const [, flags = '', rest = ''] = /^(?:\(\?([ims]+)\))?([\s\S]*)$/.exec(pattern)!
  const source = rest
    .replaceAll('(?P<', '(?<')
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replace(/\[\[:(\w+):\]\]/g, (_, name: string) => `[${CLASSES[name] ?? ''}]`)
    .replace(/\[:(\w+):\]/g, (_, name: string) => CLASSES[name] ?? '')
  for (const mode of ['u', '']) {
    try {
      return new RegExp(source, flags + mode)
    } catch {}
  }
  return undefined
}

const CLASSES: Record<string, string> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: '\\s',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
  punct: '!-\\/:-@\\[-`{-~',
}
