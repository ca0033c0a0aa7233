import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeProtobuf } from '../../../../src/server/request/protobuf.ts'

/** What kubectl sent for a command, and what its `--dry-run=client -o json` printed; see scripts/record-protobuf.mjs. */
interface Recorded {
  command: string
  kubectl: string[]
  body: string
  printed?: string
}

const url = new URL('../../../../fixtures/protobuf/kubectl.json', import.meta.url)
const recorded = JSON.parse(readFileSync(url, 'utf8')) as Recorded[]
const decode = ({ body }: Recorded) => decodeProtobuf(Buffer.from(body, 'base64'))

/** Lists that Go has not got are null in its JSON, and are not sent. */
const sent = (json: string): unknown =>
  JSON.parse(json, (key, value) => (value === null && key !== 'creationTimestamp' ? undefined : value))

describe('what kubectl sends', () => {
  it.each(recorded.filter(r => r.printed))('$command: the object that it prints', record => {
    expect(decode(record)).toEqual(sent(record.printed!))
  })

  const conditions = [{ type: 'Approved', status: 'True', reason: 'KubectlApprove', lastTransitionTime: null }]
  const scale = { verb: 'list', group: 'apps', resource: 'deployments', subresource: 'scale', namespace: 'shop' }
  const secret = { kind: 'Secret', apiVersion: 'v1', name: 'token' }
  it.each<[string, object]>([
    ['auth can-i list', { kind: 'SelfSubjectAccessReview', spec: { resourceAttributes: scale } }],
    [
      'auth can-i get',
      { spec: { nonResourceAttributes: { path: '/healthz', verb: 'get' } }, status: { allowed: false } },
    ],
    [
      'auth can-i --list',
      { kind: 'SelfSubjectRulesReview', spec: { namespace: 'default' }, status: { incomplete: false } },
    ],
    ['auth whoami', { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', status: { userInfo: {} } }],
    [
      'create token',
      { kind: 'TokenRequest', spec: { audiences: ['vault'], expirationSeconds: 3600, boundObjectRef: secret } },
    ],
    [
      'create job again',
      { kind: 'Job', metadata: { ownerReferences: [{ kind: 'CronJob', name: 'nightly', controller: true }] } },
    ],
    ['certificate approve', { kind: 'CertificateSigningRequest', status: { conditions } }],
  ])('%s: what it asks for', (command, expected) => {
    const records = recorded.filter(r => r.command.startsWith(command))
    expect(records).not.toHaveLength(0)
    for (const record of records) expect(decode(record)).toMatchObject(expected)
  })
})
