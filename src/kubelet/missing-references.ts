import type { ConfigMap, Container, Pod, Secret, Volume } from '../api/types.gen.ts'
import { parseImageReference } from '../apimachinery/image-reference.ts'
import { quote } from '../apimachinery/quote.ts'
import type { ControllerContext } from '../controllers/controller.ts'
import type { Waiting } from './container-status.ts'

/** Why a container whose image has no possible name waits. */
export const INVALID_IMAGE_NAME = 'InvalidImageName'

/** What keeps the kubelet from starting what a pod asks for: what its namespace lacks, and images that nobody could name so. */
export interface MissingReferences {
  /** The volumes that cannot be set up: the volume's name and why. */
  volumes: { volume: string; message: string }[]
  /** The containers that cannot be started, by name: why. */
  containers: Map<string, Required<Waiting>>
}

interface KeyReference {
  name?: string
  key?: string
  optional?: boolean
}

const RESOURCES = { ConfigMap: 'configmaps', Secret: 'secrets' } as const
type Source = keyof typeof RESOURCES

/** What is missing of the config maps and secrets that a pod refers to; undefined when all is there, which costs next to nothing. */
export function missingReferences(pod: Pod, context: ControllerContext): MissingReferences | undefined {
  const volumes: MissingReferences['volumes'] = []
  for (const volume of pod.spec?.volumes ?? []) {
    // The API server's own volume: its config map is put back by a controller.
    if (volume.name.startsWith('kube-api-access-')) continue
    const message = volumeProblem(volume, pod, context)
    if (message) volumes.push({ volume: volume.name, message })
  }
  const containers: MissingReferences['containers'] = new Map()
  for (const container of [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]) {
    const problem = imageProblem(container) ?? environmentProblem(container, pod, context)
    if (problem) containers.set(container.name, problem)
  }
  return volumes.length || containers.size ? { volumes, containers } : undefined
}

function volumeProblem(volume: Volume, pod: Pod, context: ControllerContext): string | undefined {
  const { configMap, secret, projected } = volume
  if (configMap) return itemsProblem('ConfigMap', configMap.name, configMap, pod, context)
  if (secret) return itemsProblem('Secret', secret.secretName, secret, pod, context)
  for (const source of projected?.sources ?? []) {
    const problem =
      (source.configMap && itemsProblem('ConfigMap', source.configMap.name, source.configMap, pod, context)) ||
      (source.secret && itemsProblem('Secret', source.secret.name, source.secret, pod, context))
    if (problem) return problem
  }
  return undefined
}

function itemsProblem(
  source: Source,
  name: string | undefined,
  reference: { items?: { key: string }[]; optional?: boolean },
  pod: Pod,
  context: ControllerContext,
): string | undefined {
  if (reference.optional) return undefined
  const object = find(source, name, pod, context)
  if (!object) return notFound(source, name)
  const absent = reference.items?.find(item => !hasKey(object, item.key))
  return absent && `references non-existent ${source === 'Secret' ? 'secret' : 'config'} key: ${absent.key}`
}

function imageProblem({ image = '' }: Container): Required<Waiting> | undefined {
  const reference = parseImageReference(image)
  if (!('problem' in reference)) return undefined
  const message = `Failed to apply default image tag ${quote(image)}: couldn't parse image name ${quote(image)}: ${reference.problem}`
  return { reason: INVALID_IMAGE_NAME, message }
}

const configError = (message: string): Required<Waiting> => ({ reason: 'CreateContainerConfigError', message })

function environmentProblem(container: Container, pod: Pod, context: ControllerContext): Required<Waiting> | undefined {
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    if (configMapRef && !configMapRef.optional && !find('ConfigMap', configMapRef.name, pod, context))
      return configError(notFound('ConfigMap', configMapRef.name))
    if (secretRef && !secretRef.optional && !find('Secret', secretRef.name, pod, context))
      return configError(notFound('Secret', secretRef.name))
  }
  for (const { valueFrom } of container.env ?? []) {
    if (!valueFrom) continue
    const problem =
      (valueFrom.configMapKeyRef && keyProblem('ConfigMap', valueFrom.configMapKeyRef, pod, context)) ||
      (valueFrom.secretKeyRef && keyProblem('Secret', valueFrom.secretKeyRef, pod, context))
    if (problem) return configError(problem)
  }
  return undefined
}

function keyProblem(source: Source, reference: KeyReference, pod: Pod, context: ControllerContext): string | undefined {
  if (reference.optional) return undefined
  const object = find(source, reference.name, pod, context)
  if (!object) return notFound(source, reference.name)
  if (hasKey(object, reference.key ?? '')) return undefined
  return `couldn't find key ${reference.key} in ${source} ${pod.metadata.namespace}/${reference.name}`
}

function find(source: Source, name: string | undefined, pod: Pod, context: ControllerContext) {
  return context.get<ConfigMap | Secret>(RESOURCES[source], pod.metadata.namespace ?? '', name ?? '')
}

function hasKey(object: ConfigMap | Secret, key: string): boolean {
  const binary = 'binaryData' in object ? object.binaryData : undefined
  return Object.hasOwn(object.data ?? {}, key) || Object.hasOwn(binary ?? {}, key)
}

const notFound = (source: Source, name: string | undefined): string => `${source.toLowerCase()} "${name}" not found`
