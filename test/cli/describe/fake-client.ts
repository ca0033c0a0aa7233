import type { KubeObject } from '../../../src/api/object.ts'
import { splitGroupVersion } from '../../../src/api/object.ts'
import { notFound } from '../../../src/apimachinery/status.ts'
import { describerFor } from '../../../src/cli/describe/describer.ts'
import type { ApiRequest, Client } from '../../../src/client/client.ts'

export const NOW = new Date('2026-11-22T12:00:00Z')

/** Answers GETs from lists and objects by path; unknown collections are empty, unknown objects 404. */
export class FakeClient implements Client {
  readonly requests: ApiRequest[] = []
  constructor(private readonly answers: Record<string, readonly unknown[] | KubeObject> = {}) {}

  async resources() {
    return []
  }

  async pause() {}

  async request(request: ApiRequest) {
    this.requests.push(request)
    const answer = Object.hasOwn(this.answers, request.path) ? this.answers[request.path] : undefined
    const [resource = '', name] = request.path.split('/').slice(-2)
    if (answer === undefined && name !== undefined && /^(services|leases)$/.test(resource)) {
      throw notFound({ group: '', resource }, name)
    }
    const body = answer === undefined || Array.isArray(answer) ? { metadata: {}, items: answer ?? [] } : answer
    return { code: 200, body, warnings: [] }
  }
}

export async function describeObject(
  object: unknown,
  client: Client = new FakeClient(),
  showEvents = true,
): Promise<string> {
  const { apiVersion = '', kind = '' } = object as KubeObject
  const describer = await describerFor(splitGroupVersion(apiVersion).group, kind)
  return describer(object as KubeObject, { client, now: NOW, showEvents })
}

/** The lines of a template literal, without the newline that it begins with. */
export const text = (literal: string): string => literal.replace(/^\n/, '')

/** The metadata of an object in namespace default. */
export const meta = (name: string, more = {}) => ({ name, namespace: 'default', uid: `uid-${name}`, ...more })
