import type { ValidatingWebhookConfiguration } from '../api/types.gen.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { startGeneration } from './generation.ts'
import { kind } from './kind.ts'
import { bumpWebhookGeneration, setWebhookDefaults, validateWebhooks, webhookRow } from './webhook/webhooks.ts'

const validate = (configuration: ValidatingWebhookConfiguration) => validateWebhooks(configuration, false)

/** Configurations of webhooks that are asked about requests. They are kept; nobody is asked. */
export const validatingWebhookConfiguration = kind<ValidatingWebhookConfiguration>({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingWebhookConfiguration',
  resource: 'validatingwebhookconfigurations',
  namespaced: false,
  allowUnconditionalUpdate: false,
  storagePrefix: 'validatingwebhookconfigurations',
  validateName: nameIsDNSSubdomain,
  setDefaults: setWebhookDefaults,
  prepareForCreate: startGeneration,
  prepareForUpdate: bumpWebhookGeneration,
  validate,
  validateUpdate: validate,
  unknownFieldError: 'known',
  row: webhookRow,
})
