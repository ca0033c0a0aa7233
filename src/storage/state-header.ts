import { StateFileError } from './errors.ts'

/** What the first line of a state file says. */
export interface StateHeader {
  /** The format's version; a file of a newer one is refused. */
  format: number
  /** The newest resource version that was given out. */
  resourceVersion: number
  /** The earliest moment (ms since 1970) at which a controller wants to look at the cluster again; 0 for never. */
  wake: number
}

export const FORMAT = 1

/** What opens the objects at the end of the first line. */
export const OPEN = '"objects":{\n'

/** What is said of a file that cannot be read as one. */
export function damaged(file: string, what: string): StateFileError {
  return new StateFileError(
    `the state file ${file} is damaged: ${what}; restore it from a copy, or move it away (kubette then starts a new cluster)`,
  )
}

/** The first line. */
export const headText = (header: StateHeader): string => `${JSON.stringify(header).slice(0, -1)},${OPEN}`

/** What a first line says, without what opens the objects; not checked yet. Throws StateFileError. */
export function parseHeader(text: string, file: string): unknown {
  try {
    return JSON.parse(`${text.trimEnd().replace(/,$/, '')}}`)
  } catch {
    throw damaged(file, 'its first line is not valid JSON')
  }
}

/** Throws StateFileError for what is no header, or one of a newer version. */
export function checkHeader(value: unknown, file: string): StateHeader {
  const header = value as Partial<StateHeader> | null
  if (typeof header?.format !== 'number' || !Number.isSafeInteger(header.resourceVersion))
    throw damaged(file, 'it is not a kubette state file')
  if (header.format > FORMAT)
    throw new StateFileError(
      `the state file ${file} has format ${header.format}, this kubette knows formats up to ${FORMAT}; use a newer kubette, or move the file away`,
    )
  return {
    format: FORMAT,
    resourceVersion: header.resourceVersion!,
    wake: typeof header.wake === 'number' ? header.wake : 0,
  }
}
