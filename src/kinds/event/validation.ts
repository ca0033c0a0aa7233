import type { Event } from '../../api/types.gen.ts'
import { type ErrorList, invalid, path, required } from '../../apimachinery/validation/field.ts'
import { isQualifiedName } from '../../apimachinery/validation/names.ts'

// Kubernetes counts bytes and speaks of characters
const MAX_SHORT = 128
const MAX_NOTE = 1024
const WRONG_NAMESPACE = 'does not match event.namespace'

/** The errors of an event, asked for through the core group or events.k8s.io: what has an eventTime follows the rules of the newer API (legacyValidateEvent). */
export function validateEvent(event: Event, group: 'core' | 'v1' = 'core'): ErrorList {
  const [controller, note] = group === 'core' ? ['reportingComponent', 'message'] : ['reportingController', 'note']
  const about = event.involvedObject?.namespace ?? ''
  const namespace = event.metadata.namespace ?? ''
  const at = path('involvedObject', 'namespace')
  if (!event.eventTime) {
    const matches = about === '' ? namespace === 'default' : about === namespace
    return matches ? [] : [invalid(at, about, WRONG_NAMESPACE)]
  }
  const errors: ErrorList = []
  if (about === '' && namespace !== 'default' && namespace !== 'kube-system')
    errors.push(invalid(at, about, WRONG_NAMESPACE))
  const component = event.reportingComponent ?? ''
  if (component === '') errors.push(required(controller))
  for (const message of isQualifiedName(component)) errors.push(invalid(controller, component, message))
  errors.push(...requiredUpTo('reportingInstance', event.reportingInstance, MAX_SHORT))
  errors.push(...requiredUpTo('action', event.action, MAX_SHORT))
  errors.push(...requiredUpTo('reason', event.reason, MAX_SHORT))
  if (Buffer.byteLength(event.message ?? '') > MAX_NOTE) errors.push(tooManyCharacters(note, MAX_NOTE))
  return errors
}

function requiredUpTo(field: string, value: string | undefined, max: number): ErrorList {
  if (!value) return [required(field)]
  return Buffer.byteLength(value) > max ? [tooManyCharacters(field, max)] : []
}

const tooManyCharacters = (field: string, max: number) => invalid(field, '', `can have at most ${max} characters`)
