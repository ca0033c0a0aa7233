import { badRequest } from '../../apimachinery/status.ts'
import { isObject } from '../../schema/json-value.ts'

const VERSION = 'meta.k8s.io/v1'

/** Where a list goes on: after which key, and in the state of which resource version (-1: whatever there is then). */
export interface ContinueToken {
  revision: number
  /** The first key that may follow, without the prefix of the collection. */
  start: string
}

/** The text of a token, which is for nobody but `readContinueToken` to read. Source: EncodeContinue. */
export function continueText({ revision, start }: ContinueToken): string {
  return Buffer.from(JSON.stringify({ v: VERSION, rv: revision, start })).toString('base64url')
}

/** Reads a token. Throws BadRequest for what is none. */
export function readContinueToken(text: string): ContinueToken {
  const bad = text.search(/[^A-Za-z0-9_-]/)
  if (bad >= 0) throw invalidToken(`continue key is not valid: illegal base64 data at input byte ${bad}`)
  const { v, rv, start } = parsed(Buffer.from(text, 'base64url').toString())
  if (v !== VERSION)
    throw invalidToken(
      `continue key is not valid: server does not recognize this encoded version ${JSON.stringify(v ?? '')}`,
    )
  if (!Number.isSafeInteger(rv) || rv === 0)
    throw invalidToken(`continue key is not valid: incorrect encoded start resourceVersion (version ${VERSION})`)
  if (typeof start !== 'string' || start === '')
    throw invalidToken(`continue key is not valid: encoded start key empty (version ${VERSION})`)
  // a token must not lead out of the collection that it is used for
  if (`/${start}`.split('/').some(part => part === '..' || part === '.'))
    throw invalidToken(`continue key is not valid: ${start}`)
  return { revision: rv as number, start }
}

function parsed(json: string): { v?: unknown; rv?: unknown; start?: unknown } {
  try {
    const value: unknown = JSON.parse(json)
    if (isObject(value)) return value
  } catch {
    // told below
  }
  throw invalidToken('continue key is not valid: the token is not JSON')
}

const invalidToken = (why: string) => badRequest(`invalid continue token: ${why}`)
