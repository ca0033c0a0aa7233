import { createHash } from 'node:crypto'
import { parseImageReference } from '../apimachinery/image-reference.ts'
import { remembering } from '../apimachinery/remembering.ts'

/** The name under which a container runtime knows an image: with registry, and tag or digest (docker.io/library/nginx:latest). */
export const imageName = remembering(image => {
  const reference = parseImageReference(image)
  if ('problem' in reference) return image
  const { name, tag, digest } = reference
  const version = tag === '' && digest === '' ? ':latest' : tag && `:${tag}`
  return `${name}${version}${digest && `@${digest}`}`
})

/** The image's ID in a container status: its repository and a digest. No image is pulled: the digest is that of the name. */
export const imageID = remembering(image => {
  const name = imageName(image)
  const at = name.indexOf('@')
  const colon = name.lastIndexOf(':')
  return at >= 0 ? name : `${name.slice(0, colon)}@sha256:${createHash('sha256').update(name).digest('hex')}`
})
