import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uncoveredRules } from '../../../src/apimachinery/rbac/covers.ts'
import { reconciledBinding } from '../../../src/cli/auth/reconcile-binding.ts'
import { reconciledRole } from '../../../src/cli/auth/reconcile-role.ts'

const rule = (...verbs: string[]) => ({ verbs, apiGroups: [''], resources: ['pods'] })
const role = (rules: ReturnType<typeof rule>[], labels?: Record<string, string>) => ({
  metadata: { name: 'x', ...(labels ? { labels } : {}) },
  rules,
})

test('a role gets what it lacks and keeps the rest', () => {
  const result = reconciledRole(role([rule('get')], { a: '1' }), role([rule('get', 'list')], { a: '2', b: '2' }), false)
  expect(result).toMatchObject({ operation: 'update', missingRules: [rule('list')], extraRules: [] })
  expect(result.object).toMatchObject({ metadata: { labels: { a: '1', b: '2' } }, rules: [rule('get'), rule('list')] })
  expect(reconciledRole(role([rule('*')]), role([rule('get')]), false).operation).toBe('none')
  expect(reconciledRole(role([rule('*')]), role([rule('get')]), true)).toMatchObject({
    operation: 'update',
    object: { rules: [rule('get')] },
  })
  expect(reconciledRole(undefined, role([rule('get')]), false).operation).toBe('create')
})

test('once reconciled, nothing is left to do', () => {
  const rules = fc.array(
    fc.subarray(['get', 'list', 'watch', '*'], { minLength: 1 }).map(verbs => rule(...verbs)),
    { maxLength: 3 },
  )
  fc.assert(
    fc.property(rules, rules, fc.boolean(), (has, wants, removeExtra) => {
      const { object } = reconciledRole(role(has), role(wants), removeExtra)
      expect(uncoveredRules((object as ReturnType<typeof role>).rules, wants)).toEqual([])
      expect(reconciledRole(object as ReturnType<typeof role>, role(wants), removeExtra).operation).toBe('none')
    }),
  )
})

test('a binding to another role is made anew; subjects are added, and taken only when asked', () => {
  const user = (name: string) => ({ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name })
  const binding = (name: string, ...users: string[]) => ({
    metadata: { name: 'x' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: users.map(user),
  })
  expect(reconciledBinding(binding('a', 'jane'), binding('b', 'jane'), false).operation).toBe('recreate')
  const added = reconciledBinding(binding('a', 'jane'), binding('a', 'joe', 'joe'), false)
  expect(added).toMatchObject({ operation: 'update', missingSubjects: [user('joe')], extraSubjects: [user('jane')] })
  expect(added.object).toMatchObject({ subjects: [user('jane'), user('joe')] })
  expect(reconciledBinding(binding('a', 'jane'), binding('a', 'joe'), true).object).toMatchObject({
    subjects: [user('joe')],
  })
})
