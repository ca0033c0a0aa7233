import type {
  KubeObject,
  MutatingWebhook,
  ServiceReference,
  ValidatingWebhook,
  WebhookClientConfig,
} from '../../api/types.gen.ts'
import { translateTimestampSince } from '../../apimachinery/duration.ts'
import { equal } from '../../apimachinery/equality.ts'
import {
  duplicate,
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  path,
  required,
} from '../../apimachinery/validation/field.ts'
import { isDNS1035Label, isFullyQualifiedName } from '../../apimachinery/validation/names.ts'
import { nextGeneration } from '../generation.ts'
import type { Cell } from '../table.ts'
import { setMatchingDefaults, setRuleDefaults, validateMatching, validateRule } from './match.ts'

/** A webhook of either kind. */
export type Webhook = ValidatingWebhook & Partial<Pick<MutatingWebhook, 'reinvocationPolicy'>>

/** A ValidatingWebhookConfiguration or a MutatingWebhookConfiguration. */
export interface WebhookConfiguration extends KubeObject {
  webhooks?: Webhook[]
}

const REVIEW_VERSIONS = ['v1', 'v1beta1']
const SIDE_EFFECTS = ['None', 'NoneOnDryRun']
const FAILURE_POLICIES = ['Fail', 'Ignore']
const MAX_TIMEOUT = 30

/** The defaults of webhooks (admissionregistration/v1/defaults.go). */
export function setWebhookDefaults({ webhooks }: WebhookConfiguration): void {
  for (const webhook of webhooks ?? []) {
    webhook.failurePolicy ??= 'Fail'
    setMatchingDefaults(webhook)
    webhook.timeoutSeconds ??= 10
    setRuleDefaults(webhook.rules)
    if (webhook.clientConfig?.service) webhook.clientConfig.service.port ??= 443
  }
}

/** A configuration whose webhooks change is of the next generation. */
export function bumpWebhookGeneration(configuration: WebhookConfiguration, old: WebhookConfiguration): void {
  if (!equal(configuration.webhooks, old.webhooks)) nextGeneration(configuration, old)
}

/** The cells of a configuration in a table. */
export function webhookRow({ metadata, webhooks }: WebhookConfiguration, now: Date): Cell[] {
  return [metadata.name ?? '', webhooks?.length ?? 0, translateTimestampSince(metadata.creationTimestamp, now)]
}

/** The errors of a configuration; `mutating` ones may be asked twice. */
export function validateWebhooks({ webhooks = [] }: WebhookConfiguration, mutating: boolean): ErrorList {
  const at = path('webhooks')
  const names = new Set<string>()
  return webhooks.flatMap((webhook, i) => {
    const errors = [...validateWebhook(webhook, at.index(i)), ...validateVersions(webhook, at.index(i))]
    const policies = ['IfNeeded', 'Never']
    const { reinvocationPolicy } = webhook
    if (mutating && reinvocationPolicy !== undefined && !policies.includes(reinvocationPolicy))
      errors.push(notSupported(at.index(i).child('reinvocationPolicy'), reinvocationPolicy, policies))
    if (names.has(webhook.name)) errors.push(duplicate(at.index(i).child('name'), webhook.name))
    names.add(webhook.name)
    return errors
  })
}

function validateVersions({ admissionReviewVersions = [] }: Webhook, at: FieldPath): ErrorList {
  const where = at.child('admissionReviewVersions')
  if (admissionReviewVersions.length === 0)
    return [required(where, `must specify one of ${REVIEW_VERSIONS.join(', ')}`)]
  const errors: ErrorList = []
  const seen = new Set<string>()
  admissionReviewVersions.forEach((version, i) => {
    if (seen.has(version)) errors.push(invalid(where.index(i), version, 'duplicate version'))
    seen.add(version)
    for (const fault of isDNS1035Label(version)) errors.push(invalid(where.index(i), version, fault))
  })
  if (!admissionReviewVersions.some(version => REVIEW_VERSIONS.includes(version)))
    errors.push(invalid(where, admissionReviewVersions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`))
  return errors
}

function validateWebhook(webhook: Webhook, at: FieldPath): ErrorList {
  const { name = '', rules = [], failurePolicy, timeoutSeconds, sideEffects = '', clientConfig } = webhook
  const errors = isFullyQualifiedName(at.child('name'), name)
  rules.forEach((rule, i) => {
    errors.push(...validateRule(rule, at.child('rules').index(i)))
  })
  if (failurePolicy !== undefined && !FAILURE_POLICIES.includes(failurePolicy))
    errors.push(notSupported(at.child('failurePolicy'), failurePolicy, FAILURE_POLICIES))
  errors.push(...validateMatching(webhook, at))
  if (!SIDE_EFFECTS.includes(sideEffects))
    errors.push(
      sideEffects === ''
        ? required(at.child('sideEffects'), `must specify one of ${SIDE_EFFECTS.join(', ')}`)
        : notSupported(at.child('sideEffects'), sideEffects, SIDE_EFFECTS),
    )
  if (timeoutSeconds !== undefined && (timeoutSeconds < 1 || timeoutSeconds > MAX_TIMEOUT))
    errors.push(
      invalid(at.child('timeoutSeconds'), timeoutSeconds, 'the timeout value must be between 1 and 30 seconds'),
    )
  return [...errors, ...validateClientConfig(clientConfig ?? {}, at.child('clientConfig'))]
}

function validateClientConfig({ url, service }: WebhookClientConfig, at: FieldPath): ErrorList {
  if ((url === undefined) === (service === undefined))
    return [required(at, 'exactly one of url or service is required')]
  return service ? validateService(service, at.child('service')) : validateURL(url!, at.child('url'))
}

function validateURL(text: string, at: FieldPath): ErrorList {
  const form = '; desired format: https://host[/path]'
  if (!URL.canParse(text))
    return [required(at, `url must be a valid URL: parse ${JSON.stringify(text)}: invalid URI for request${form}`)]
  const url = new URL(text)
  const errors: ErrorList = []
  if (url.protocol !== 'https:')
    errors.push(invalid(at, url.protocol.slice(0, -1), `'https' is the only allowed URL scheme${form}`))
  if (url.host === '') errors.push(invalid(at, url.host, `host must be specified${form}`))
  if (url.username !== '') errors.push(invalid(at, url.username, 'user information is not permitted in the URL'))
  if (url.hash !== '') errors.push(invalid(at, url.hash.slice(1), 'fragments are not permitted in the URL'))
  if (url.search !== '') errors.push(invalid(at, url.search.slice(1), 'query parameters are not permitted in the URL'))
  return errors
}

function validateService({ name, namespace, port, path: urlPath }: ServiceReference, at: FieldPath): ErrorList {
  const errors: ErrorList = []
  if (!name) errors.push(required(at.child('name'), 'service name is required'))
  if (!namespace) errors.push(required(at.child('namespace'), 'service namespace is required'))
  if (port !== undefined && (port < 1 || port > 65535))
    errors.push(invalid(at.child('port'), port, 'port is not valid: must be between 1 and 65535, inclusive'))
  if (urlPath !== undefined && !urlPath.startsWith('/'))
    errors.push(invalid(at.child('path'), urlPath, "must start with a '/'"))
  return errors
}
