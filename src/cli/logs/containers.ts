import type { Pod } from '../../api/types.gen.ts'
import { CommandError } from '../errors.ts'
import type { Io } from '../io.ts'

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container'

/**
 * The containers of a pod whose logs are meant: the one that was named, all, or the default one, which kubectl names on standard
 * error where there are others (unless `quiet`). Throws CommandError for a container that the pod has not.
 */
export function containersOf(pod: Pod, wanted: { container: string; all: boolean; quiet: boolean }, io: Io): string[] {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {}
  const names = [...initContainers, ...containers, ...ephemeralContainers].map(c => c.name)
  if (wanted.all) return names
  const podName = pod.metadata.name ?? ''
  let { container } = wanted
  const preset = pod.metadata.annotations?.[DEFAULT_CONTAINER]
  if (container === '' && preset) {
    if (names.includes(preset)) container = preset
    else io.err(`Default container name ${JSON.stringify(preset)} not found in pod ${podName}\n`)
  }
  if (container === '') {
    container = containers[0]?.name ?? ''
    if (names.length > 1 && !wanted.quiet)
      io.err(`Defaulted container ${JSON.stringify(container)} out of: ${describeContainers(pod)}\n`)
  }
  if (!names.includes(container))
    throw new CommandError(`container ${container} is not valid for pod ${podName} out of: ${describeContainers(pod)}`)
  return [container]
}

function describeContainers({ spec }: Pod): string {
  return [
    ...(spec?.containers ?? []).map(c => c.name),
    ...(spec?.ephemeralContainers ?? []).map(c => `${c.name} (ephem)`),
    ...(spec?.initContainers ?? []).map(c => `${c.name} (init)`),
  ].join(', ')
}
