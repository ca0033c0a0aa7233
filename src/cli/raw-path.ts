import { quote } from '../apimachinery/quote.ts'

/** What keeps a text from being the path of a request, in the words of Go's url.ParseRequestURI; undefined where nothing does. */
export function requestPathProblem(path: string): string | undefined {
  if (!path.startsWith('/') && !/^[a-zA-Z][a-zA-Z\d+.-]*:\/\//.test(path))
    return `parse ${quote(path)}: invalid URI for request`
  const wrong = /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(path.split('?')[0]!)
  return wrong ? `parse ${quote(path)}: invalid URL escape ${quote(wrong[0])}` : undefined
}
