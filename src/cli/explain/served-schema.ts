import type { ApiResource } from '../../api/discovery.ts'
import { StatusError } from '../../apimachinery/status.ts'
import type { Client } from '../../client/client.ts'
import { type OpenApiDocument, openApiSchema } from './open-api-schema.ts'
import type { SchemaNode } from './schema-node.ts'

interface Index {
  paths?: Record<string, { serverRelativeURL?: string }>
}

/** What a server tells of a type in its OpenAPI v3 documents; undefined where it tells nothing. */
export async function servedSchema(resource: ApiResource, client: Client): Promise<SchemaNode | undefined> {
  const { group, version } = resource
  try {
    const index = (await client.request({ method: 'GET', path: '/openapi/v3' })).body as Index
    const address = index.paths?.[group === '' ? `api/${version}` : `apis/${group}/${version}`]?.serverRelativeURL
    if (address === undefined) return undefined
    const [path = '', search = ''] = address.split('?')
    const query = Object.fromEntries(new URLSearchParams(search))
    return openApiSchema((await client.request({ method: 'GET', path, query })).body as OpenApiDocument, resource)
  } catch (error) {
    if (error instanceof StatusError && error.status.code === 404) return undefined
    throw error
  }
}
