import { createHash } from 'node:crypto'
import { remembering } from '../apimachinery/remembering.ts'

const HUB = 'docker.io'

/** The name under which a container runtime knows an image: with registry, and tag or digest (docker.io/library/nginx:latest). */
export const imageName = remembering(image => {
  const digest = image.indexOf('@')
  const slash = image.indexOf('/')
  const first = slash < 0 ? '' : image.slice(0, slash)
  const hasRegistry = first === 'localhost' || first.includes('.') || first.includes(':')
  const full = hasRegistry ? image : slash < 0 ? `${HUB}/library/${image}` : `${HUB}/${image}`
  if (digest >= 0) return full
  return full.lastIndexOf(':') > full.lastIndexOf('/') ? full : `${full}:latest`
})

/** The image's ID in a container status: its repository and a digest. No image is pulled: the digest is that of the name. */
export const imageID = remembering(image => {
  const name = imageName(image)
  const at = name.indexOf('@')
  const colon = name.lastIndexOf(':')
  return at >= 0 ? name : `${name.slice(0, colon)}@sha256:${createHash('sha256').update(name).digest('hex')}`
})
