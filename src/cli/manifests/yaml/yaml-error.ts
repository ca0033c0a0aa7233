/** A text that is not YAML, or YAML that is not JSON; the message is Go's: `yaml: line 4: did not find expected key`. */
export class YamlError extends Error {}

/** An error of the scanner at a line (from 0). On the first line, go-yaml names no line. */
export function scannerError(message: string, line: number): YamlError {
  return new YamlError(`yaml: ${line === 0 ? '' : `line ${line + 1}: `}${message}`)
}

/** An error of the parser: go-yaml forgets to count its lines from 1. */
export function parserError(message: string, line: number): YamlError {
  return new YamlError(`yaml: ${line === 0 ? '' : `line ${line}: `}${message}`)
}
