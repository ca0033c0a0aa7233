import type { HTTPGetAction, Probe } from '../../api/types.gen.ts'
import { goList } from './go-values.ts'

/** A probe on one line: `http-get http://:80/healthz delay=0s timeout=1s period=10s #success=1 #failure=3`. */
export function probeText(probe: Probe): string {
  return `${handlerText(probe)} ${[
    `delay=${probe.initialDelaySeconds ?? 0}s`,
    `timeout=${probe.timeoutSeconds ?? 0}s`,
    `period=${probe.periodSeconds ?? 0}s`,
    `#success=${probe.successThreshold ?? 0}`,
    `#failure=${probe.failureThreshold ?? 0}`,
  ].join(' ')}`
}

function handlerText({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (exec) return `exec ${goList(exec.command)}`
  if (httpGet) return `http-get ${url(httpGet)}`
  if (tcpSocket) return `tcp-socket ${tcpSocket.host ?? ''}:${tcpSocket.port}`
  if (grpc) return `grpc <pod>:${grpc.port} ${grpc.service ?? ''}`
  return 'unknown'
}

function url({ scheme = '', host = '', port, path = '' }: HTTPGetAction): string {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const slash = path === '' || path.startsWith('/') ? '' : '/'
  return `${scheme ? `${scheme.toLowerCase()}:` : ''}//${authority}${slash}${escapePath(path)}`
}

/** Percent-encodes what Go's net/url does in a path: all but letters, digits and `-_.~$&+,/:;=@`. */
function escapePath(path: string): string {
  return path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@]+/gu, part =>
    [...Buffer.from(part)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )
}
