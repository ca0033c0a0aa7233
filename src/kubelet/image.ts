import { createHash } from 'node:crypto'

const HUB = 'docker.io'
const names = new Map<string, string>()
const ids = new Map<string, string>()
const MAX_KNOWN = 1000

/** The name under which a container runtime knows an image: with registry, and tag or digest (docker.io/library/nginx:latest). */
export function imageName(image: string): string {
  const known = names.get(image)
  if (known) return known
  const name = fullName(image)
  if (names.size < MAX_KNOWN) names.set(image, name)
  return name
}

function fullName(image: string): string {
  const digest = image.indexOf('@')
  const slash = image.indexOf('/')
  const first = slash < 0 ? '' : image.slice(0, slash)
  const hasRegistry = first === 'localhost' || first.includes('.') || first.includes(':')
  const full = hasRegistry ? image : slash < 0 ? `${HUB}/library/${image}` : `${HUB}/${image}`
  if (digest >= 0) return full
  return full.lastIndexOf(':') > full.lastIndexOf('/') ? full : `${full}:latest`
}

/** The image's ID in a container status: its repository and a digest. No image is pulled: the digest is that of the name. */
export function imageID(image: string): string {
  const known = ids.get(image)
  if (known) return known
  const name = imageName(image)
  const at = name.indexOf('@')
  const colon = name.lastIndexOf(':')
  const id = at >= 0 ? name : `${name.slice(0, colon)}@sha256:${createHash('sha256').update(name).digest('hex')}`
  if (ids.size < MAX_KNOWN) ids.set(image, id)
  return id
}
