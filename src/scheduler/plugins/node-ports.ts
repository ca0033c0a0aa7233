import { hostPorts, portsConflict } from '../host-ports.ts'
import type { Plugin, Rejection } from './plugin.ts'

const REJECTION: Rejection = {
  plugin: 'NodePorts',
  reasons: ["node(s) didn't have free ports for the requested pod ports"],
  unresolvable: false,
}

/** The host ports that the pod wants must be free. */
export const nodePorts: Plugin = {
  name: 'NodePorts',
  filter({ pod }) {
    const wanted = hostPorts(pod)
    if (wanted.length === 0) return undefined
    return ({ usage }) =>
      wanted.some(port => usage.ports.some(taken => portsConflict(port, taken))) ? REJECTION : undefined
  },
}
