import type { KubeObject } from './object.ts'

/** The waist of kubette: a request of the Kubernetes API, in this process or over HTTP. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As in a URL: "/api/v1/namespaces/default/services/web/status". */
  path: string
  query?: Record<string, string | readonly string[]>
  /** "application/json" when absent; for lists and gets also "application/json;as=Table;v=v1;g=meta.k8s.io". */
  accept?: string
  /** PATCH: the patch type, as "application/strategic-merge-patch+json". */
  contentType?: string
  body?: unknown
  /** `duplicate field "…"` for each field that the text of the body had twice (see schema/json-text.ts). */
  duplicates?: readonly string[]
  /** The client's name, from which the API server takes the field manager when none is given. */
  userAgent?: string
  /** Whom the caller acts as instead of themselves (the Impersonate-* headers). */
  impersonate?: Impersonation
}

/** Whom a request is made as. */
export interface Impersonation {
  user?: string
  groups?: readonly string[]
  uid?: string
  extra?: Readonly<Record<string, readonly string[]>>
}

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  object: KubeObject
}

export interface ApiResponse {
  code: number
  /** An object, which travels as JSON; or a text or bytes (Uint8Array), which travel as they are. */
  body: unknown
  /** The media type of the body where it is not plain application/json: "text/plain", or JSON with parameters. */
  contentType?: string
  warnings: readonly string[]
  /** Instead of a body, for watches. Ends when the server ends it; `return()` closes it. */
  watch?: AsyncIterableIterator<WatchEvent>
}
