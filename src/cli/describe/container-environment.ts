import type { Container, EnvVar, Pod, ResourceFieldSelector } from '../../api/types.gen.ts'
import { milliValueOf, quantitySign, wholeValueOf } from '../../apimachinery/quantity.ts'
import type { PrefixWriter } from './prefix-writer.ts'

/** The `envFrom` sources and the variables of a container. Without a pod (templates) fields have no value yet. */
export function writeEnvironment(w: PrefixWriter, container: Container, pod: Pod | undefined): void {
  writeEnvFrom(w, container)
  w.write(2, `Environment:${container.env?.length ? '' : '\t<none>'}\n`)
  for (const variable of container.env ?? []) writeVariable(w, variable, container, pod)
}

function writeEnvFrom(w: PrefixWriter, container: Container): void {
  if (!container.envFrom?.length) return
  w.write(2, 'Environment Variables from:\n')
  for (const { configMapRef, secretRef, prefix } of container.envFrom) {
    const source = configMapRef ?? secretRef
    const from = configMapRef ? 'ConfigMap' : secretRef ? 'Secret' : ''
    const prefixed = prefix ? ` with prefix '${prefix}'` : ''
    w.write(3, `${source?.name ?? ''}\t${from}${prefixed}\tOptional: ${source?.optional === true}\n`)
  }
}

function writeVariable(w: PrefixWriter, { name, value, valueFrom }: EnvVar, container: Container, pod?: Pod): void {
  if (!valueFrom) {
    const [first, ...rest] = (value ?? '').split('\n')
    w.write(3, `${name}:\t${first}\n`)
    for (const line of rest) w.write(3, `\t${line}\n`)
    return
  }
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom
  if (fieldRef) {
    w.write(
      3,
      `${name}:\t${fieldValue(pod, fieldRef.fieldPath)} (${fieldRef.apiVersion ?? ''}:${fieldRef.fieldPath})\n`,
    )
  } else if (resourceFieldRef) {
    const resource = resourceFieldRef.resource
    const amount = resourceValue(resourceFieldRef, container)
    const unlimited = amount === '0' && (resource === 'limits.cpu' || resource === 'limits.memory')
    w.write(3, `${name}:\t${unlimited ? 'node allocatable' : amount} (${resource})\n`)
  } else if (secretKeyRef) {
    const where = `<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name ?? ''}'>`
    w.write(3, `${name}:\t${where}\tOptional: ${secretKeyRef.optional === true}\n`)
  } else if (configMapKeyRef) {
    const where = `<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name ?? ''}'>`
    w.write(3, `${name}:\t${where}\tOptional: ${configMapKeyRef.optional === true}\n`)
  }
}

/** kubectl itself knows the values of these two fields only; for others it prints none. */
function fieldValue(pod: Pod | undefined, fieldPath: string): string {
  if (fieldPath === 'metadata.name') return pod?.metadata.name ?? ''
  if (fieldPath === 'metadata.namespace') return pod?.metadata.namespace ?? ''
  return ''
}

/** The amount in units of the divisor, rounded up; empty for a resource that kubectl does not know here. */
function resourceValue({ resource, divisor }: ResourceFieldSelector, { resources }: Container): string {
  const dot = resource.indexOf('.')
  const [list, name] = [resource.slice(0, dot), resource.slice(dot + 1)]
  const known = name === 'cpu' || name === 'memory' || name === 'ephemeral-storage' || name.startsWith('hugepages-')
  if (!known || (list !== 'limits' && list !== 'requests')) return ''
  const amounts = resources?.[list] ?? {}
  const amount = Object.hasOwn(amounts, name) ? amounts[name]! : '0'
  const read = name === 'cpu' ? milliValueOf : wholeValueOf
  const unit = !divisor || quantitySign(divisor) === 0 ? '1' : divisor
  return String(Math.ceil(read(amount) / read(unit)))
}
