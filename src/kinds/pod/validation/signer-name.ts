import {
  type ErrorList,
  type FieldPath,
  invalid,
  invalidFor,
  required,
  tooLong,
} from '../../../apimachinery/validation/field.ts'
import { isDNS1123Label, isDNS1123Subdomain } from '../../../apimachinery/validation/names.ts'

const MAX_SIGNER_NAME = 571

/** The name of a certificate's signer: a domain, a slash and a path of labels. */
export function validateSignerName(name: string, at: FieldPath): ErrorList {
  if (name === '') return [required(at)]
  const [domain = '', ...rest] = name.split('/')
  if (rest.length !== 1) {
    return [invalid(at, name, 'must be a fully qualified domain and path of the form "example.com/signer-name"')]
  }
  const errors = invalidFor(at, domain, isDNS1123Subdomain(domain))
  if (domain.split('.').length < 2)
    errors.push(invalid(at, domain, 'should be a domain with at least two segments separated by dots'))
  for (const part of rest[0]!.split('.')) {
    for (const message of isDNS1123Label(part)) {
      errors.push(invalid(at, rest[0], `validating label ${JSON.stringify(part)}: ${message}`))
    }
  }
  if (name.length > MAX_SIGNER_NAME) errors.push(tooLong(at, MAX_SIGNER_NAME))
  return errors
}
