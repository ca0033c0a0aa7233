import type { Container, ContainerPort, ContainerStatus, Pod } from '../../api/types.gen.ts'
import { quote } from '../../apimachinery/quote.ts'
import { writeEnvironment } from './container-environment.ts'
import { writeContainerState } from './container-state.ts'
import type { PrefixWriter } from './prefix-writer.ts'
import { probeText } from './probe.ts'
import { writeResources } from './resources.ts'

/** What a pod knows of its containers; templates have none of it. */
export interface ContainersOf {
  pod?: Pod
  statuses?: readonly ContainerStatus[]
}

/** A section of containers; `indent` is what pod templates put before the title. */
export function writeContainers(
  w: PrefixWriter,
  title: string,
  containers: readonly Container[],
  { pod, statuses }: ContainersOf = {},
  indent = '',
): void {
  w.write(0, `${indent}${title}:${containers.length === 0 ? ' <none>' : ''}\n`)
  for (const container of containers) {
    const status = statuses?.findLast(s => s.name === container.name)
    w.write(1, `${indent === '' ? '' : ' '}${container.name}:\n`)
    writeIdentity(w, container, status)
    writeLines(w, 'Command', container.command)
    writeLines(w, 'Args', container.args)
    if (status) writeContainerState(w, status)
    writeResources(w, 2, container.resources)
    writeProbes(w, container)
    writeEnvironment(w, container, pod)
    writeMounts(w, container)
  }
}

function writeIdentity(w: PrefixWriter, container: Container, status: ContainerStatus | undefined): void {
  if (status) w.write(2, `Container ID:\t${status.containerID ?? ''}\n`)
  w.write(2, `Image:\t${container.image ?? ''}\n`)
  if (status) w.write(2, `Image ID:\t${status.imageID ?? ''}\n`)
  writePorts(w, 'Port', container.ports ?? [], port => port.containerPort)
  writePorts(w, 'Host Port', container.ports ?? [], port => port.hostPort ?? 0)
  const seccomp = container.securityContext?.seccompProfile
  if (!seccomp) return
  w.write(2, `SeccompProfile:\t${seccomp.type}\n`)
  if (seccomp.type === 'Localhost') w.write(3, `LocalhostProfile:\t${seccomp.localhostProfile ?? ''}\n`)
}

function writePorts(
  w: PrefixWriter,
  title: string,
  ports: readonly ContainerPort[],
  number: (port: ContainerPort) => number,
): void {
  const texts = ports.map(port => `${number(port)}/${port.protocol ?? ''}${port.name ? ` (${port.name})` : ''}`)
  w.write(2, `${title}${texts.length > 1 ? 's' : ''}:\t${texts.join(', ') || '<none>'}\n`)
}

function writeLines(w: PrefixWriter, title: string, values: readonly string[] | undefined): void {
  if (!values?.length) return
  w.write(2, `${title}:\n`)
  for (const line of values.flatMap(value => value.split('\n'))) w.write(3, `${line}\n`)
}

function writeProbes(w: PrefixWriter, { livenessProbe, readinessProbe, startupProbe }: Container): void {
  if (livenessProbe) w.write(2, `Liveness:\t${probeText(livenessProbe)}\n`)
  if (readinessProbe) w.write(2, `Readiness:\t${probeText(readinessProbe)}\n`)
  if (startupProbe) w.write(2, `Startup:\t${probeText(startupProbe)}\n`)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function writeMounts(w: PrefixWriter, container: Container): void {
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => compare(a.mountPath, b.mountPath))
  const none = mounts.length === 0 ? '\t<none>' : ''
  w.write(2, `Mounts:${none}\n`)
  for (const { mountPath, name, readOnly, subPath } of mounts) {
    w.write(3, `${mountPath} from ${name} (${readOnly ? 'ro' : 'rw'}${subPath ? `,path=${quote(subPath)}` : ''})\n`)
  }
  if (!container.volumeDevices?.length) return
  w.write(2, `Devices:${none}\n`)
  const devices = [...container.volumeDevices].sort((a, b) => compare(a.devicePath, b.devicePath))
  for (const { devicePath, name } of devices) w.write(3, `${devicePath} from ${name}\n`)
}
