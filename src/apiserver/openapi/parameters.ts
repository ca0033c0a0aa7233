/** The query parameters of the API, and what they mean. */
const PARAMETERS = {
  allowWatchBookmarks: ['boolean', 'Whether a watch may have events of type BOOKMARK.'],
  continue: ['string', 'The token of the list whose next part is wanted.'],
  dryRun: ['string', 'Whether the change is only to be tried: All.'],
  fieldManager: ['string', 'Who makes the change: a name of at most 128 printable characters.'],
  fieldSelector: ['string', 'Restricts the list of returned objects by their fields.'],
  fieldValidation: ['string', 'What becomes of unknown and duplicate fields: Ignore, Warn (the default) or Strict.'],
  force: ['boolean', 'Whether an apply takes fields over from other managers.'],
  gracePeriodSeconds: ['integer', 'The time to go before the object is deleted; 0 is at once.'],
  ignoreStoreReadErrorWithClusterBreakingPotential: ['boolean', 'Whether to delete what cannot be read.'],
  labelSelector: ['string', 'Restricts the list of returned objects by their labels.'],
  limit: ['integer', 'The most objects that the answer may have; the rest is got by its continue token.'],
  orphanDependents: ['boolean', 'Deprecated: use propagationPolicy.'],
  pretty: ['string', "If 'true', the answer is indented."],
  propagationPolicy: ['string', "What becomes of an object's dependents: Orphan, Background or Foreground."],
  resourceVersion: ['string', 'The resource version that the answer must not be older than.'],
  resourceVersionMatch: ['string', 'How resourceVersion is meant: Exact or NotOlderThan.'],
  sendInitialEvents: ['boolean', 'Whether a watch begins with the objects that there are.'],
  timeoutSeconds: ['integer', 'How long the request may take.'],
  watch: ['boolean', 'Watch for changes to the described resources instead of listing them.'],
} as const

export type ParameterName = keyof typeof PARAMETERS

export interface Parameter {
  name: string
  in: 'query' | 'path'
  type: string
  description: string
}

/** A parameter of the query as the OpenAPI document declares it. */
export function queryParameter(name: ParameterName): Parameter {
  const [type, description] = PARAMETERS[name]
  return { name, in: 'query', type, description }
}

const SEGMENTS = {
  name: (kind: string) => `name of the ${kind}`,
  namespace: () => 'object name and auth scope, such as for teams and projects',
}

/** A name in a path. */
export function pathParameter(name: 'name' | 'namespace', kind: string): Parameter {
  return { name, in: 'path', type: 'string', description: SEGMENTS[name](kind) }
}
