import type { ContainerPort, EnvVar, PodSpec } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import type { FieldPath } from '../../apimachinery/validation/field.ts'
import { fractionalWarning } from './fractional-warning.ts'
import { type AnyContainer, visitContainers } from './visit-containers.ts'

/** Fractions of bytes, and variables that hide others. */
export function containerWarnings(spec: PodSpec, at: FieldPath): string[] {
  const warnings: string[] = []
  visitContainers(spec, at, (container, here) => {
    warnings.push(...fractionWarnings(container, here.child('resources')))
    warnings.push(...envWarnings(container.env ?? [], here.child('env')))
  })
  return warnings
}

function fractionWarnings(container: AnyContainer, at: FieldPath): string[] {
  return ['memory', 'ephemeral-storage'].flatMap(name =>
    (['limits', 'requests'] as const).flatMap(list =>
      fractionalWarning(container.resources?.[list], name, at.child(list)),
    ),
  )
}

/** A variable may be given twice where the second builds on the first. */
function envWarnings(env: readonly EnvVar[], at: FieldPath): string[] {
  const seen = new Set<string>()
  return env.flatMap(({ name, value = '', valueFrom }, i) => {
    const reference = `$(${name})`
    const hides = seen.has(name) && (valueFrom || value === reference || !value.includes(reference))
    seen.add(name)
    if (!hides) return []
    return [`${at.index(i)}: hides previous definition of ${quote(name)}, which may be dropped when using apply`]
  })
}

interface PortAt {
  port: ContainerPort
  at: FieldPath
}

/** Ports that are given twice, or so that it is not clear which is meant. */
export function portWarnings(spec: PodSpec, at: FieldPath): string[] {
  const seen = new Map<string, PortAt[]>()
  const warnings: string[] = []
  visitContainers(spec, at, (container, containerAt) => {
    container.ports?.forEach((port, i) => {
      const here = containerAt.child('ports').index(i)
      if (port.hostIP && !port.hostPort) warnings.push(`${here}: hostIP set without hostPort: ${goText(port)}`)
      const key = `${port.containerPort}/${port.protocol}`
      const others = seen.get(key) ?? []
      for (const other of others) {
        const clash = clashOf(port, other.port)
        if (clash) warnings.push(`${here}: ${clash} port definition with ${other.at}`)
      }
      seen.set(key, [...others, { port, at: here }])
    })
  })
  return warnings
}

function clashOf(port: ContainerPort, other: ContainerPort): string {
  const [ip, otherIP] = [port.hostIP ?? '', other.hostIP ?? '']
  const [host, otherHost] = [port.hostPort ?? 0, other.hostPort ?? 0]
  if (ip === otherIP && host === otherHost) return 'duplicate'
  if (host === 0 || otherHost === 0) return 'overlapping'
  return host === otherHost && (ip === '') !== (otherIP === '') ? 'dangerously ambiguous' : ''
}

/** Go's %+v of a port. */
function goText(port: ContainerPort): string {
  const { name = '', hostPort = 0, containerPort = 0, protocol = '', hostIP = '' } = port
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`
}
