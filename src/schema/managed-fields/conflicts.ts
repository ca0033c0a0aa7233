import { quote } from '../../apimachinery/quote.ts'
import { StatusError } from '../../apimachinery/status.ts'
import { type FieldSet, members } from './field-set.ts'
import type { Manager } from './managers.ts'
import { pathText } from './path-step.ts'

/** Fields of another manager that an apply would change. */
export interface Conflict {
  manager: Manager
  fields: FieldSet
}

/** The answer to an apply that takes others' fields: 409 with a cause for each field. */
export function applyConflict(conflicts: readonly Conflict[]): StatusError {
  const each = [...conflicts]
    .map(c => ({ who: managerText(c.manager), paths: [...members(c.fields)].map(pathText) }))
    .sort((a, b) => (a.who < b.who ? -1 : 1))
  const causes = each.flatMap(({ who, paths }) =>
    paths.map(field => ({ reason: 'FieldManagerConflict', message: `conflict with ${who}`, field })),
  )
  return new StatusError(409, 'Conflict', message(each, causes.length), { causes })
}

function message(each: readonly { who: string; paths: string[] }[], count: number): string {
  if (count === 1) return `Apply failed with 1 conflict: conflict with ${each[0]!.who}: ${each[0]!.paths[0]}`
  const lines = each.flatMap(({ who, paths }) => [`conflicts with ${who}:`, ...paths.map(path => `- ${path}`)])
  return `Apply failed with ${count} conflicts: ${lines.join('\n')}`
}

function managerText({ manager, subresource, operation, apiVersion }: Manager): string {
  const name = subresource === '' ? quote(manager) : `${quote(manager)} with subresource ${quote(subresource)}`
  return operation === 'Update' ? `${name} using ${apiVersion}` : name
}
