import { expect, test } from 'vitest'
import type { PersistentVolume } from '../../src/api/types.gen.ts'
import { errorText } from '../../src/apimachinery/validation/field.ts'
import { validatePersistentVolume } from '../../src/kinds/persistentvolume/validation.ts'

const recycled = (path: string): PersistentVolume => ({
  metadata: { name: 'pv' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    capacity: { storage: '1Gi' },
    persistentVolumeReclaimPolicy: 'Recycle',
    hostPath: { path },
  },
})
const REFUSAL = `spec.persistentVolumeReclaimPolicy: Forbidden: may not be 'recycle' for a hostPath mount of '/'`

test.each(['/', '//', '/./', '/a/..', '/../'])('%s is the root, which is not recycled', path => {
  expect(validatePersistentVolume(recycled(path)).map(errorText)).toContain(REFUSAL)
})

test.each(['/data', `${'/'.repeat(5000)}x`])('other folders are, however they are written', path => {
  expect(validatePersistentVolume(recycled(path))).toEqual([])
})
