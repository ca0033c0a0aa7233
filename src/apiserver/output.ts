import { groupVersion, type KubeObject } from '../api/object.ts'
import type { ApiRequest } from '../api/request.ts'
import { badRequest, StatusError } from '../apimachinery/status.ts'
import { aggregateText, invalid, path } from '../apimachinery/validation/field.ts'
import type { Kind } from '../kinds/kind.ts'
import { queryText } from './answer.ts'
import { negotiate, type Target } from './negotiation.ts'
import type { ListPage } from './registry/list-page.ts'
import { type IncludeObject, type Table, toTable } from './table.ts'

const GROUP = 'meta.k8s.io'
const VERSIONS = ['v1', 'v1beta1']
const FORMS = ['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList']

const isServed = ({ kind, group, version }: Target): boolean =>
  group === GROUP && VERSIONS.includes(version) && FORMS.includes(kind)

/** The form that a request wants its objects in; undefined: as they are. Throws NotAcceptable. */
export function outputForm({ accept }: ApiRequest): Target | undefined {
  // what nearly everybody sends
  return accept === undefined || accept === 'application/json' ? undefined : negotiate(accept, isServed)
}

/** One object in the form that the request wants it in. Throws NotAcceptable for the form of a list. */
export function objectAs(
  form: Target | undefined,
  object: KubeObject,
  kind: Kind,
  request: ApiRequest,
  now: Date,
): object {
  switch (form?.kind) {
    case 'Table':
      return table(form, kind, [object], { resourceVersion: object.metadata.resourceVersion ?? '' }, request, now)
    case 'PartialObjectMetadata':
      return partial(form, object)
    case 'PartialObjectMetadataList':
      throw unfit(form, 'is not a list', kind.kind)
    default:
      return object
  }
}

/** A collection in the form that the request wants it in. Throws NotAcceptable for the form of one object. */
export function listAs(
  form: Target | undefined,
  { items, metadata }: ListPage,
  kind: Kind,
  request: ApiRequest,
  now: Date,
): object {
  switch (form?.kind) {
    case 'Table':
      return table(form, kind, items, metadata, request, now)
    case 'PartialObjectMetadataList':
      return { kind: form.kind, apiVersion: apiVersionOf(form), metadata, items: items.map(o => partial(form, o)) }
    case 'PartialObjectMetadata':
      throw unfit(form, 'is a list', listKind(kind))
    default:
      return { kind: listKind(kind), apiVersion: groupVersion(kind.group, kind.version), metadata, items }
  }
}

/** The kind of a collection: "ServiceList". */
const listKind = (kind: Kind): string => kind.listKind ?? `${kind.kind}List`

const apiVersionOf = ({ group, version }: Target): string => `${group}/${version}`

const partial = (form: Target, { metadata }: KubeObject): KubeObject => ({
  kind: 'PartialObjectMetadata',
  apiVersion: apiVersionOf(form),
  metadata,
})

function table(
  form: Target,
  kind: Kind,
  objects: readonly KubeObject[],
  metadata: Table['metadata'],
  request: ApiRequest,
  now: Date,
): Table {
  const made = toTable(kind, objects, includeObject(request), now, metadata.resourceVersion ?? '', form.version)
  return { ...made, metadata }
}

/** What the rows of a table hold beside their cells. Throws BadRequest. */
export function includeObject(request: ApiRequest): IncludeObject {
  const text = queryText(request, 'includeObject') || 'Metadata'
  if (text === 'None' || text === 'Metadata' || text === 'Object') return text
  const error = invalid(path('includeObject'), text, "must be 'Metadata', 'Object', 'None', or empty")
  throw badRequest(`Unable to convert to Table as requested: ${aggregateText([error])}`)
}

const unfit = ({ kind }: Target, why: string, what: string): StatusError =>
  new StatusError(406, 'NotAcceptable', `you requested ${kind}, but the requested object ${why} (${what})`)
