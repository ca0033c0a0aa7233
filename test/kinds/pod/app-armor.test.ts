import { expect, test } from 'vitest'
import { withAppArmorFields } from '../../../src/kinds/pod/app-armor.ts'
import { podOf } from './fixtures.ts'

const KEY = 'container.apparmor.security.beta.kubernetes.io/c'

function made(annotation: string, spec = {}, container = {}) {
  const pod = podOf(spec, container)
  pod.metadata.annotations = { [KEY]: annotation }
  const { spec: result, warnings } = withAppArmorFields(pod)
  return { profile: result.containers[0]!.securityContext?.appArmorProfile, warnings, same: result === pod.spec }
}

const DEPRECATED = [`metadata.annotations[${KEY}]: deprecated since v1.30; use the "appArmorProfile" field instead`]

test.each([
  ['localhost/deny-write', { type: 'Localhost', localhostProfile: 'deny-write' }],
  ['unconfined', { type: 'Unconfined' }],
  ['runtime/default', { type: 'RuntimeDefault' }],
  ['localhost/', undefined],
  ['localhost/ x', undefined],
  ['other', undefined],
])('annotation %s becomes a field', (annotation, profile) => {
  expect(made(annotation)).toMatchObject({ profile, warnings: DEPRECATED })
})

test('nothing is said where the field is there', () => {
  const appArmorProfile = { type: 'RuntimeDefault' }
  const own = made('unconfined', {}, { securityContext: { appArmorProfile } })
  expect(own).toMatchObject({ profile: appArmorProfile, warnings: [] })
  const ofPod = made('runtime/default', { securityContext: { appArmorProfile } })
  expect(ofPod).toMatchObject({ profile: undefined, warnings: [] })
})

test('Windows has no AppArmor', () => {
  expect(made('unconfined', { os: { name: 'windows' } })).toMatchObject({ same: true, warnings: [] })
})
