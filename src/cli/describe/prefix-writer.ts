import { TabWriter } from './tabwriter.ts'

const INDENT = '  '

/** Writes the text of a description: two spaces for each level, tabs between what is aligned (kubectl's PrefixWriter). */
export class PrefixWriter {
  constructor(
    private readonly out: TabWriter,
    private readonly indent = 0,
  ) {}

  /** Every call indents its text, also where it continues a line. */
  write(level: number, text: string): void {
    this.out.write(escapeTerminal(INDENT.repeat(this.indent + level) + text))
  }

  writeLine(text: string): void {
    this.write(0, `${text}\n`)
  }

  /** Ends the alignment of what was written so far. */
  flush(): void {
    this.out.flush()
  }

  /** A writer into the same text, deeper by some levels. */
  nested(levels: number): PrefixWriter {
    return new PrefixWriter(this.out, this.indent + levels)
  }
}

/** What a terminal would act upon is shown instead; see kubernetes/kubernetes#101695. */
function escapeTerminal(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for.
  return /[\x1b\r]/.test(text) ? text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r') : text
}

/** The aligned text of what `body` writes. */
export function describeText(body: (w: PrefixWriter) => void): string {
  const out = new TabWriter()
  body(new PrefixWriter(out))
  return out.toString()
}
