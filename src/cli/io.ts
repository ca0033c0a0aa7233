/** Where a command reads and writes. Tests give their own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Data, for people and scripts. Kept back until what it tells of is on disk. */
  out(text: string): void
  /** Everything else. */
  err(text: string): void
  /** Shows what was kept back. Only for a session that has made everything durable. */
  release(): void
  /** All of standard input. */
  readInput(): Buffer
  /** Whether standard input has been read. */
  readonly inputIsTaken?: boolean
  /** The next word of standard input, '' at its end. What follows it is left for others. */
  readWord(): string
  readonly outIsTerminal: boolean
}
