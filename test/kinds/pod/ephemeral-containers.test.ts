import { expect, test } from 'vitest'
import type { EphemeralContainer, Pod } from '../../../src/api/types.gen.ts'
import { podSpecFromTemplate } from '../../../src/kinds/pod/shared-spec.ts'
import { validateEphemeralContainersUpdate } from '../../../src/kinds/pod/validation/update.ts'
import { podOf, texts } from './fixtures.ts'

function debugged(...ephemeralContainers: EphemeralContainer[]): Pod {
  const pod = podOf({ ephemeralContainers })
  return { ...pod, spec: podSpecFromTemplate(pod.spec) }
}

const sh = (image: string): EphemeralContainer => ({ name: 'sh', image })

test('debugging containers may be added', () => {
  expect(texts(validateEphemeralContainersUpdate(debugged(sh('a')), debugged()))).toEqual([])
})

test('and neither go nor change', () => {
  const at = 'spec.ephemeralContainers: Forbidden: existing ephemeral containers "sh" may not be'
  expect(texts(validateEphemeralContainersUpdate(debugged(), debugged(sh('a'))))).toEqual([`${at} removed\n`])
  expect(texts(validateEphemeralContainersUpdate(debugged(sh('b:1')), debugged(sh('a:1'))))).toEqual([
    `${at} changed\n@@ -1,6 +1,6 @@\n {\n  "Name": "sh",\n- "Image": "a:1",\n+ "Image": "b:1",\n  "Command": null,\n  "Args": null,\n  "WorkingDir": "",\n`,
  ])
})
