import type { AppArmorProfile, Container, EphemeralContainer, Pod, PodSpec } from '../../api/types.gen.ts'
import { equal } from '../../apimachinery/equality.ts'
import { path } from '../../apimachinery/validation/field.ts'
import { APPARMOR_CONTAINER_PREFIX } from './validation/annotations.ts'
import { validateAppArmorProfile } from './validation/security-context.ts'

const LOCALHOST = 'localhost/'

/**
 * The spec of a new pod with the fields that the deprecated annotations of its containers stand for, and the warnings about those.
 * A container that has the field keeps it. Source: applyAppArmorVersionSkew in registry/core/pod/strategy.go.
 */
export function withAppArmorFields({ metadata, spec }: Pod): { spec: PodSpec; warnings: string[] } {
  const annotations = metadata.annotations ?? {}
  const warnings: string[] = []
  const complete = spec!
  if (
    complete.os?.name === 'windows' ||
    !Object.keys(annotations).some(key => key.startsWith(APPARMOR_CONTAINER_PREFIX))
  )
    return { spec: complete, warnings }
  const ofPod = complete.securityContext?.appArmorProfile
  const { initContainers, containers, ephemeralContainers } = complete
  const changed: Partial<PodSpec> = {
    ...(initContainers && { initContainers: initContainers.map(withField) }),
    containers: containers.map(withField),
    ...(ephemeralContainers && { ephemeralContainers: ephemeralContainers.map(withField) }),
  }
  return { spec: { ...complete, ...changed }, warnings }

  function withField<T extends Container | EphemeralContainer>(container: T): T {
    const key = `${APPARMOR_CONTAINER_PREFIX}${container.name}`
    if (!Object.hasOwn(annotations, key) || container.securityContext?.appArmorProfile) return container
    const appArmorProfile = profileOf(annotations[key]!)
    if (appArmorProfile && equal(appArmorProfile, ofPod)) return container
    const at = path('metadata', 'annotations').key(key)
    warnings.push(`${at}: deprecated since v1.30; use the "appArmorProfile" field instead`)
    return appArmorProfile
      ? { ...container, securityContext: { ...container.securityContext, appArmorProfile } }
      : container
  }
}

/** What an annotation's value stands for; undefined where that is nothing valid. */
function profileOf(annotation: string): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' }
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' }
  if (!annotation.startsWith(LOCALHOST)) return undefined
  const profile = { type: 'Localhost', localhostProfile: annotation.slice(LOCALHOST.length) }
  return validateAppArmorProfile(profile, path('appArmorProfile')).length === 0 ? profile : undefined
}
