import { CommandError } from './errors.ts'
import { type Flag, stringFlag } from './flags/flag.ts'
import type { FlagValues } from './flags/values.ts'
import type { ManifestCheck } from './manifests/manifests.ts'

/** What happens to unknown fields, in the words of the API's fieldValidation parameter. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

export const validateFlag: Flag = stringFlag('validate', 'What to do about unknown fields: strict, warn or ignore', {
  default: 'strict',
  bare: 'strict',
})

/** Reads --validate. Throws CommandError. */
export function validationOf(flags: FlagValues): FieldValidation {
  const value = flags.string('validate')
  switch (value) {
    case 'true':
    case 'strict':
      return 'Strict'
    case 'warn':
      return 'Warn'
    case 'false':
    case 'ignore':
      return 'Ignore'
    default:
      throw new CommandError(
        `invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`,
      )
  }
}

/** How the files of a write are looked at before anything is sent. */
export function manifestCheckOf(validation: FieldValidation): ManifestCheck {
  return ({ Strict: 'validate', Warn: 'warn', Ignore: 'decode' } as const)[validation]
}

/** The query parameter of a write that asks for a validation. */
export function validationQuery(validation: FieldValidation): Record<string, string> {
  return { fieldValidation: validation }
}
