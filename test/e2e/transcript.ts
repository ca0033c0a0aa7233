/** One command of a transcript and what it did on the real cluster. */
export interface Step {
  command: string
  stdout: string[]
  stderr: string[]
  exit: number
  /** What it prints is not compared. */
  any: boolean
}

export interface Transcript {
  notes: string[]
  files: Record<string, string>
  steps: Step[]
}

/** Parses a transcript; the format is told in fixtures/conformance/README.md. Throws an Error where it is broken. */
export function parseTranscript(text: string): Transcript {
  const transcript: Transcript = { notes: [], files: {}, steps: [] }
  const lines = text.replace(/\n$/, '').split('\n')
  let step: Step | undefined
  let any = false
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (line.startsWith('%file ')) {
      const end = lines.indexOf('%end', i)
      if (end < 0) throw new Error(`${line} has no %end`)
      transcript.files[line.slice(6).trim()] = `${lines.slice(i + 1, end).join('\n')}\n`
      i = end
    } else if (line.startsWith('$ ')) {
      step = { command: line.slice(2), stdout: [], stderr: [], exit: 0, any }
      any = false
      transcript.steps.push(step)
    } else if (line === '@any') any = true
    else if (!step) readBeforeSteps(line, transcript)
    else readOutput(line, step)
  }
  for (const { stdout } of transcript.steps) dropTrailingBlanks(stdout)
  return transcript
}

function readBeforeSteps(line: string, transcript: Transcript): void {
  if (line.startsWith('#')) transcript.notes.push(line)
  else if (line !== '') throw new Error(`before the first command: ${line}`)
}

function readOutput(line: string, step: Step): void {
  if (line.startsWith('> ') || line === '>') step.command += `\n${line.slice(2)}`
  else if (line.startsWith('! ') || line === '!') step.stderr.push(line.slice(2))
  else if (line.startsWith('? ')) step.exit = Number(line.slice(2))
  // the real cluster had to be waited for
  else if (!line.startsWith('@wait ')) step.stdout.push(line.replace(/^\\/, ''))
}

/** The lines of an output, without the blank ones at its end. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n')
  dropTrailingBlanks(lines)
  return lines
}

function dropTrailingBlanks(lines: string[]): void {
  while (lines.at(-1) === '') lines.pop()
}

/** A transcript's own words, without anything that a cluster printed. */
export function ownWords({ notes, files, steps }: Transcript): string {
  return [...notes, ...Object.values(files), ...steps.map(s => s.command)].join('\n')
}
