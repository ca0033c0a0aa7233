import { goJson } from '../manifests/go-json.ts'
import { YamlError, yamlToJson } from '../manifests/yaml.ts'

/** A reason why the file is opened once more. */
export interface EditReason {
  head: string
  details: readonly string[]
}

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`
const LAST_APPLIED_HEADER = `# Please edit the 'last-applied-configuration' annotations below.
# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
#
`

/** The comment at the top of a file that is edited. */
export function headerText(lastApplied: boolean, reasons: readonly EditReason[]): string {
  let text = lastApplied ? LAST_APPLIED_HEADER : HEADER
  for (const { head, details } of reasons) {
    text += `# ${commented(head)}${details.length ? ':' : ''}\n`
    for (const detail of details) text += `# * ${commented(detail)}\n`
    text += '#\n'
  }
  return text
}

/** A text of several lines as one comment. */
const commented = (text: string): string => text.replace(/\n(?=[^#])/g, '\n# ')

/** What a file says apart from its comments: canonical JSON, or, where it is no YAML, its other lines. */
export async function strippedText(text: string): Promise<string> {
  try {
    return goJson(await yamlToJson(text))
  } catch (error) {
    if (error instanceof YamlError) return withoutComments(text)
    throw error
  }
}

/** A text without its lines of comment. */
export function withoutComments(text: string): string {
  const lines = text.split('\n')
  return lines.filter(line => !/^\s*#(?!!)/.test(line)).join('\n')
}

/** Whether a text has a line that is neither blank nor a comment. */
export function hasLines(text: string): boolean {
  return text.split('\n').some(line => line.trim() !== '' && !line.trim().startsWith('#'))
}
