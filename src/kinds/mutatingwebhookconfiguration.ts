import type { MutatingWebhookConfiguration } from '../api/types.gen.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { startGeneration } from './generation.ts'
import { kind } from './kind.ts'
import { bumpWebhookGeneration, setWebhookDefaults, validateWebhooks, webhookRow } from './webhook/webhooks.ts'

const validate = (configuration: MutatingWebhookConfiguration) => validateWebhooks(configuration, true)

/** Configurations of webhooks that are asked about requests. They are kept; nobody is asked. */
export const mutatingWebhookConfiguration = kind<MutatingWebhookConfiguration>({
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'MutatingWebhookConfiguration',
  resource: 'mutatingwebhookconfigurations',
  namespaced: false,
  allowUnconditionalUpdate: false,
  storagePrefix: 'mutatingwebhookconfigurations',
  validateName: nameIsDNSSubdomain,
  setDefaults(configuration) {
    setWebhookDefaults(configuration)
    for (const webhook of configuration.webhooks ?? []) webhook.reinvocationPolicy ??= 'Never'
  },
  prepareForCreate: startGeneration,
  prepareForUpdate: bumpWebhookGeneration,
  validate,
  validateUpdate: validate,
  unknownFieldError: 'known',
  row: webhookRow,
})
