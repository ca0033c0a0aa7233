import { expect, test } from 'vitest'
import { masked } from '../../../src/cli/diff/mask.ts'

const secret = (data?: Record<string, string>) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data })

test('values are hidden, differences are not', () => {
  const { from, to } = masked(
    secret({ same: 'a', other: 'b', gone: 'c' }),
    secret({ same: 'a', other: 'x', added: 'y' }),
  )
  expect(from).toEqual(secret({ same: '***', other: '*** (before)', gone: '***' }))
  expect(to).toEqual(secret({ same: '***', other: '*** (after)', added: '***' }))
  expect(masked(undefined, secret({ a: 'b' }))).toEqual({ from: undefined, to: secret({ a: '***' }) })
  expect(masked(secret(), secret()).to).toEqual(secret())
})
