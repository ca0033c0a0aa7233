import type { GroupVersionKind } from '../../api/object.ts'
import { META } from './definitions.ts'
import type { ParameterName } from './parameters.ts'

/** One operation of the API, in terms that both versions of OpenAPI can be written from. */
export interface Operation {
  method: 'get' | 'put' | 'post' | 'delete' | 'patch'
  action: 'get' | 'list' | 'put' | 'post' | 'delete' | 'deletecollection' | 'patch' | 'connect'
  id: string
  description: string
  kind: GroupVersionKind
  query: readonly ParameterName[]
  /** Definitions of the body; undefined where there is none. */
  body?: string
  /** The definition of the answer, undefined for text. */
  answer: string | undefined
  codes: readonly number[]
}

/** A path with its operations. */
export interface PathItem {
  path: string
  /** The names in braces. */
  segments: ('name' | 'namespace')[]
  operations: Operation[]
}

/** What the codes of answers mean. */
export const STATUS_TEXT: Record<number, string> = { 200: 'OK', 201: 'Created', 202: 'Accepted' }

const WRITE: readonly ParameterName[] = ['dryRun', 'fieldManager', 'fieldValidation']

/** POST. `of` is what stands before the name of what is made in the description. */
export function create(
  id: string,
  what: string,
  kind: GroupVersionKind,
  definition: string,
  of = article(what),
): Operation {
  return {
    method: 'post',
    action: 'post',
    id,
    description: `create ${of === '' ? what : `${of} ${what}`}`,
    kind,
    query: WRITE,
    body: definition,
    answer: definition,
    codes: [200, 201, 202],
  }
}

/** PUT. */
export function replace(
  id: string,
  what: string,
  kind: GroupVersionKind,
  definition: string,
  of = 'the specified',
): Operation {
  return {
    method: 'put',
    action: 'put',
    id,
    description: `replace ${of === '' ? what : `${of} ${what}`}`,
    kind,
    query: WRITE,
    body: definition,
    answer: definition,
    codes: [200, 201],
  }
}

/** PATCH. */
export function patch(
  id: string,
  what: string,
  kind: GroupVersionKind,
  definition: string,
  of = 'the specified',
): Operation {
  return {
    method: 'patch',
    action: 'patch',
    id,
    description: `partially update ${of === '' ? what : `${of} ${what}`}`,
    kind,
    query: [...WRITE, 'force'],
    body: `${META}.Patch`,
    answer: definition,
    codes: [200, 201],
  }
}

/** "rbacAuthorization" of "rbac.authorization.k8s.io": what operations and tags are named by. */
export function groupIdentifier(group: string): string {
  if (group === '') return 'core'
  const words = group.replace(/\.k8s\.io$/, '').split(/[.-]/)
  return words.map((word, i) => (i === 0 ? word : capitalized(word))).join('')
}

/** What a group's version is called among the tags. */
export const tagOf = ({ group, version }: { group: string; version: string }): string =>
  `${groupIdentifier(group)}_${version}`

export const capitalized = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`

export const article = (word: string): string => (/^[AEIOU]/i.test(word) ? 'an' : 'a')
