import type { CustomResourceConversion } from '../../api/types.gen.ts'
import {
  type ErrorList,
  type FieldPath,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../../apimachinery/validation/field.ts'

const STRATEGIES = ['None', 'Webhook']
const REVIEW_VERSIONS = ['v1', 'v1beta1']

/** The errors of how objects get from one version to another. Source: apiextensions' validateCustomResourceConversion. */
export function validateConversion(conversion: CustomResourceConversion | undefined, at: FieldPath): ErrorList {
  const { strategy = '', webhook } = conversion ?? {}
  const clientAt = at.child('webhookClientConfig')
  const versionsAt = at.child('conversionReviewVersions')
  const versions = webhook?.conversionReviewVersions ?? []
  const errors: ErrorList = []
  if (strategy === '') errors.push(required(at.child('strategy')))
  else if (!STRATEGIES.includes(strategy)) errors.push(notSupported(at.child('strategy'), strategy, STRATEGIES))
  if (strategy !== 'Webhook') {
    const why = 'should not be set when strategy is not set to Webhook'
    if (webhook?.clientConfig) errors.push(forbidden(clientAt, why))
    if (versions.length > 0) errors.push(forbidden(versionsAt, why))
    return errors
  }
  const { url, service } = webhook?.clientConfig ?? {}
  if (!webhook?.clientConfig) errors.push(required(clientAt, 'required when strategy is set to Webhook'))
  else if ((url === undefined) === (service === undefined))
    errors.push(required(clientAt, 'exactly one of url or service is required'))
  else if (service && !service.name)
    errors.push(required(clientAt.child('service', 'name'), 'service name is required'))
  else if (service && !service.namespace)
    errors.push(required(clientAt.child('service', 'namespace'), 'service namespace is required'))
  if (versions.length === 0) errors.push(required(versionsAt))
  else if (!versions.some(version => REVIEW_VERSIONS.includes(version)))
    errors.push(invalid(versionsAt, versions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`))
  return errors
}
