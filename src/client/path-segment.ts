import { quote } from '../apimachinery/quote.ts'

/** A request cannot be made: what should be a part of its path cannot be one. The message is client-go's. */
export class PathSegmentError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PathSegmentError'
  }
}

/** A name as a part of a path. Throws PathSegmentError for one that the API server could not read back (client-go's rest.Request.Name). */
export function nameSegment(name: string): string {
  if (name === '') throw new PathSegmentError('resource name may not be empty')
  return segment('resource name', name)
}

/** A namespace as a part of a path; throws as `nameSegment` does. */
export function namespaceSegment(namespace: string): string {
  return segment('namespace', namespace)
}

function segment(what: string, text: string): string {
  const problems = pathSegmentProblems(text)
  if (problems.length) throw new PathSegmentError(`invalid ${what} ${quote(text)}: [${problems.join(' ')}]`)
  return encodeURIComponent(text)
}

/** What is wrong with a name as a part of a path: apimachinery's IsValidPathSegmentName. */
function pathSegmentProblems(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`]
  return ['/', '%'].filter(character => name.includes(character)).map(character => `may not contain '${character}'`)
}
