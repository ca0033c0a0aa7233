import type { IncomingMessage } from 'node:http'

const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True']
const FOR_PEOPLE = ['curl', 'Wget', 'Mozilla/5.0']

/** Whether JSON is to be indented: where it is asked for, and for the programs that people hold in their hands (isPrettyPrint). */
export function wantsPretty({ url = '', headers }: IncomingMessage): boolean {
  if (url.includes('pretty')) {
    const value = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('pretty')
    if (value) return TRUE.includes(value)
  }
  const agent = headers['user-agent'] ?? ''
  return FOR_PEOPLE.some(program => agent.startsWith(program))
}
