import type { ApiRequest } from '../../api/request.ts'
import { invalidObject } from '../../apimachinery/status.ts'
import { type ErrorList, forbidden, notSupported, path, required } from '../../apimachinery/validation/field.ts'
import { validateFieldManager } from '../../apimachinery/validation/managed-fields.ts'
import type { UserInfo } from '../../kinds/kind.ts'
import { isTrue, queryText, queryTexts } from '../answer.ts'
import { validateDryRun } from './delete-options.ts'
import { APPLY_PATCH } from './patch.ts'
import type { WriteOptions } from './request-context.ts'

const FIELD_VALIDATIONS = ['', 'Ignore', 'Strict', 'Warn']
const OPTIONS = { POST: 'CreateOptions', PUT: 'UpdateOptions', PATCH: 'PatchOptions' } as const

/** What a client asks for along with a write. Throws Invalid ("CreateOptions.meta.k8s.io …") for what it may not ask for. */
export function writeOptions(request: ApiRequest, user: UserInfo): WriteOptions {
  const fieldManager = queryText(request, 'fieldManager')
  const validation = queryText(request, 'fieldValidation')
  const dryRun = queryTexts(request, 'dryRun')
  const { method } = request
  if (method === 'POST' || method === 'PUT' || method === 'PATCH') {
    const errors: ErrorList = [
      ...(method === 'PATCH' ? validatePatch(request, fieldManager) : []),
      ...validateFieldManager(fieldManager, path('fieldManager')),
      ...validateDryRun(dryRun),
      ...(FIELD_VALIDATIONS.includes(validation)
        ? []
        : [notSupported(path('fieldValidation'), validation, FIELD_VALIDATIONS)]),
    ]
    if (errors.length) throw invalidObject(OPTIONS[method], 'meta.k8s.io', '', errors)
  }
  return {
    user,
    fieldManager: fieldManager || (request.userAgent ?? 'unknown').split('/')[0]!,
    dryRun: dryRun.includes('All') || deletesDry(request),
    fieldValidation: (validation || 'Warn') as WriteOptions['fieldValidation'],
    trusted: false,
    ...(request.duplicates ? { duplicates: request.duplicates } : {}),
  }
}

function validatePatch(request: ApiRequest, fieldManager: string): ErrorList {
  if (request.contentType === APPLY_PATCH)
    return fieldManager === '' ? [required(path('fieldManager'), 'is required for apply patch')] : []
  return isTrue(queryText(request, 'force')) !== undefined
    ? [forbidden(path('force'), 'may not be specified for non-apply patch')]
    : []
}

/** Whether the options in the body of a DELETE ask for a dry run. */
function deletesDry({ method, body }: ApiRequest): boolean {
  const dryRun = method === 'DELETE' && (body as { dryRun?: unknown } | undefined)?.dryRun
  return Array.isArray(dryRun) && dryRun.includes('All')
}
