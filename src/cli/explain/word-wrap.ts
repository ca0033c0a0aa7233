/** White space that lines may be broken at; not the non-breaking space. */
const BREAKS = /[\t\v\f\r \u0085\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

/**
 * Breaks text into lines of at most `limit` characters, at white space only: longer words stay whole. As
 * github.com/mitchellh/go-wordwrap, which kubectl wraps descriptions with.
 */
export function wordWrap(text: string, limit: number): string {
  let output = ''
  let column = 0
  let space: string[] = []
  let word: string[] = []
  for (const character of text) {
    if (BREAKS.test(character)) {
      if (space.length === 0 || word.length > 0) {
        column += space.length + word.length
        output += space.join('') + word.join('')
        space = []
        word = []
      }
      space.push(character)
    } else {
      word.push(character)
      if (column + space.length + word.length > limit && word.length < limit) {
        output += '\n'
        column = 0
        space = []
      }
    }
  }
  if (word.length > 0 || column + space.length <= limit) output += space.join('')
  return output + word.join('')
}
