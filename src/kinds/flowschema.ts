import type { FlowcontrolV1Subject, FlowSchema } from '../api/types.gen.ts'
import { translateTimestampSince } from '../apimachinery/duration.ts'
import {
  type ErrorList,
  type FieldPath,
  invalid,
  notSupported,
  path,
  required,
} from '../apimachinery/validation/field.ts'
import { nameIsDNSSubdomain } from '../apimachinery/validation/object-names.ts'
import { bumpGeneration, startGeneration } from './generation.ts'
import { kind } from './kind.ts'

const DEFAULT_PRECEDENCE = 1000
const MAX_PRECEDENCE = 10000
const DISTINGUISHERS = ['ByNamespace', 'ByUser']
const SUBJECTS = ['Group', 'ServiceAccount', 'User']

/** Flow schemas: which requests are of which priority level. */
export const flowSchema = kind<FlowSchema>({
  group: 'flowcontrol.apiserver.k8s.io',
  version: 'v1',
  kind: 'FlowSchema',
  resource: 'flowschemas',
  namespaced: false,
  storagePrefix: 'flowschemas',
  validateName: nameIsDNSSubdomain,
  setDefaults({ spec }) {
    if (spec && !spec.matchingPrecedence) spec.matchingPrecedence = DEFAULT_PRECEDENCE
  },
  prepareForCreate(schema) {
    startGeneration(schema)
    schema.status = {}
  },
  prepareForUpdate(schema, old) {
    bumpGeneration(schema, old)
    schema.status = old.status ?? {}
  },
  validate,
  validateUpdate: validate,
  status: {
    prepareForUpdate(schema, old) {
      schema.spec = old.spec!
    },
    validateUpdate: () => [],
  },
  unknownFieldError: 'known',
  rowOrder: (a, b) => precedence(a) - precedence(b) || (a.metadata.name! < b.metadata.name! ? -1 : 1),
  row: ({ metadata, spec, status }, now) => [
    metadata.name ?? '',
    spec?.priorityLevelConfiguration?.name ?? '',
    spec?.matchingPrecedence ?? 0,
    spec?.distinguisherMethod?.type ?? '<none>',
    translateTimestampSince(metadata.creationTimestamp, now),
    status?.conditions?.find(c => c.type === 'Dangling')?.status ?? '?',
  ],
})

function precedence({ spec }: FlowSchema): number {
  return spec?.matchingPrecedence ?? 0
}

function validate({ spec }: FlowSchema): ErrorList {
  const at = path('spec')
  const { matchingPrecedence = 0, distinguisherMethod, priorityLevelConfiguration, rules = [] } = spec ?? {}
  const errors: ErrorList = []
  const refuse = (why: string) => errors.push(invalid(at.child('matchingPrecedence'), matchingPrecedence, why))
  if (matchingPrecedence <= 0) refuse('must be a positive value')
  if (matchingPrecedence > MAX_PRECEDENCE) refuse(`must not be greater than ${MAX_PRECEDENCE}`)
  if (distinguisherMethod && !DISTINGUISHERS.includes(distinguisherMethod.type))
    errors.push(notSupported(at.child('distinguisherMethod'), distinguisherMethod, DISTINGUISHERS))
  const name = priorityLevelConfiguration?.name ?? ''
  const where = at.child('priorityLevelConfiguration', 'name')
  if (name === '') errors.push(required(where, 'must reference a priority level'))
  else for (const fault of nameIsDNSSubdomain(name, false)) errors.push(invalid(where, name, fault))
  rules.forEach((rule, i) => {
    const here = at.child('rules').index(i)
    if (!rule.subjects?.length)
      errors.push(required(here.child('subjects'), 'subjects must contain at least one value'))
    rule.subjects?.forEach((subject, j) => {
      errors.push(...validateSubject(subject, here.child('subjects').index(j)))
    })
    if (!rule.resourceRules?.length && !rule.nonResourceRules?.length)
      errors.push(required(here, 'at least one of resourceRules and nonResourceRules has to be non-empty'))
  })
  return errors
}

function validateSubject({ kind = '', user, group, serviceAccount }: FlowcontrolV1Subject, at: FieldPath): ErrorList {
  if (!SUBJECTS.includes(kind)) return [notSupported(at.child('kind'), kind, SUBJECTS)]
  const [field, value] =
    kind === 'User' ? ['user', user] : kind === 'Group' ? ['group', group] : ['serviceAccount', serviceAccount]
  if (!value) return [required(at.child(field as string), `${field} is required when subject kind is '${kind}'`)]
  const errors: ErrorList = (value as { name?: string }).name ? [] : [required(at.child(field as string, 'name'))]
  if (kind === 'ServiceAccount' && !serviceAccount?.namespace)
    errors.push(required(at.child('serviceAccount', 'namespace'), 'must specify namespace for service account'))
  return errors
}
