import type { KubeObject } from '../../../api/object.ts'
import type { Container, EnvVarSource, ResourceFieldSelector } from '../../../api/types.gen.ts'
import { parseQuantity, type Quantity } from '../../../apimachinery/quantity.ts'
import { quote } from '../../../apimachinery/quote.ts'
import { StatusError } from '../../../apimachinery/status.ts'
import { isQualifiedName } from '../../../apimachinery/validation/names.ts'
import { getObject } from '../../../client/client.ts'
import { byBytes } from '../../../schema/go-value.ts'
import { CommandError } from '../../errors.ts'
import type { Session } from '../../session.ts'

/** Where a variable has its value from, in the words of --list. */
export function referenceText({ configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef }: EnvVarSource): string {
  if (configMapKeyRef) return `configmap ${configMapKeyRef.name ?? ''}, key ${configMapKeyRef.key}`
  if (secretKeyRef) return `secret ${secretKeyRef.name ?? ''}, key ${secretKeyRef.key}`
  if (fieldRef) return `field path ${fieldRef.fieldPath}`
  if (!resourceFieldRef) return 'invalid valueFrom'
  const container = resourceFieldRef.containerName ? `${resourceFieldRef.containerName}/` : ''
  return `resource field ${container}${resourceFieldRef.resource}`
}

/** The value that a reference leads to (--resolve). Throws CommandError and StatusError. */
export async function resolveReference(
  { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef }: EnvVarSource,
  object: KubeObject,
  container: Container,
  session: Session,
): Promise<string> {
  if (secretKeyRef) {
    const data = await dataOf('secrets', secretKeyRef.name ?? '', session)
    if (Object.hasOwn(data, secretKeyRef.key)) return Buffer.from(data[secretKeyRef.key]!, 'base64').toString('utf8')
    throw new CommandError(`key ${secretKeyRef.key} not found in secret ${secretKeyRef.name ?? ''}`)
  }
  if (configMapKeyRef) {
    const data = await dataOf('configmaps', configMapKeyRef.name ?? '', session)
    if (Object.hasOwn(data, configMapKeyRef.key)) return data[configMapKeyRef.key]!
    throw new CommandError(`key ${configMapKeyRef.key} not found in config map ${configMapKeyRef.name ?? ''}`)
  }
  if (fieldRef) return fieldValue(object, fieldRef.fieldPath)
  if (resourceFieldRef) return resourceValue(container, resourceFieldRef)
  throw new CommandError('invalid valueFrom')
}

/** Whether an error is one of resolving, to be told of in the list. */
export const isReferenceError = (error: unknown): error is Error =>
  error instanceof CommandError || error instanceof StatusError

async function dataOf(resource: string, name: string, session: Session): Promise<Record<string, string>> {
  const { namespace } = await session.namespace()
  const type = { group: '', version: 'v1', resource }
  const object = await getObject<KubeObject & { data?: Record<string, string> }>(
    await session.client(),
    type,
    namespace,
    name,
  )
  return object.data ?? {}
}

function fieldValue({ metadata }: KubeObject, path: string): string {
  const subscript = /^(.+?)\['(.*)'\]$/s.exec(path)
  if (subscript) return subscriptValue(metadata, path, subscript[1]!, subscript[2]!)
  switch (path) {
    case 'metadata.annotations':
      return mapText(metadata.annotations)
    case 'metadata.labels':
      return mapText(metadata.labels)
    case 'metadata.name':
      return metadata.name ?? ''
    case 'metadata.namespace':
      return metadata.namespace ?? ''
    case 'metadata.uid':
      return metadata.uid ?? ''
    default:
      throw new CommandError(`unsupported fieldPath: ${path}`)
  }
}

function subscriptValue(metadata: KubeObject['metadata'], path: string, field: string, key: string): string {
  const maps = new Map([
    ['metadata.annotations', metadata.annotations],
    ['metadata.labels', metadata.labels],
  ])
  if (!maps.has(field)) throw new CommandError(`fieldPath ${quote(path)} does not support subscript`)
  const errors = isQualifiedName(field === 'metadata.annotations' ? key.toLowerCase() : key)
  if (errors.length) throw new CommandError(`invalid key subscript in ${path}: ${errors.join(';')}`)
  const map = maps.get(field) ?? {}
  return Object.hasOwn(map, key) ? map[key]! : ''
}

function mapText(map: Record<string, string> = {}): string {
  return Object.entries(map)
    .sort(([a], [b]) => byBytes(a, b))
    .map(([key, value]) => `${key}=${quote(value)}`)
    .join('\n')
}

/** The amount of a resource in units of the divisor, rounded up; CPU in thousandths. */
function resourceValue({ resources = {} }: Container, { resource, divisor = '0' }: ResourceFieldSelector): string {
  const [, list, name] = /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-.*)$/s.exec(resource) ?? []
  if (!list || !name) throw new CommandError(`Unsupported container resource : ${resource}`)
  const amounts = resources[list as 'limits' | 'requests'] ?? {}
  const amount = parseQuantity(Object.hasOwn(amounts, name) ? amounts[name]! : '0')
  const given = parseQuantity(divisor)
  const unit = given.unscaled === 0n ? parseQuantity('1') : given
  const exponent = name === 'cpu' ? -3 : 0
  return String(Math.ceil(Number(inUnits(amount, exponent)) / Number(inUnits(unit, exponent))))
}

/** A quantity in units of ten to a power, rounded up. */
function inUnits({ unscaled, exponent }: Quantity, unit: number): bigint {
  if (exponent >= unit) return unscaled * 10n ** BigInt(exponent - unit)
  const divisor = 10n ** BigInt(unit - exponent)
  return unscaled / divisor + (unscaled % divisor > 0n ? 1n : 0n)
}
