import { remembering } from './remembering.ts'

/** The name of an image in full: `nginx` is library/nginx at docker.io. */
export interface ImageReference {
  /** The registry, perhaps with a port, and the path there. */
  name: string
  /** '' where there is none. */
  tag: string
  digest: string
}

const HUB = 'docker.io'
const MAX_PATH = 255
const HEX_ID = /^[a-f0-9]{64}$/
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const DOMAIN = `(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}'
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const REFERENCE = new RegExp(`^((?:${DOMAIN}/)?(${COMPONENT}(?:/${COMPONENT})*))(?::(${TAG}))?(?:@(${DIGEST}))?$`)

/** Whether a text has the form of an image's name, in full or not: nginx, reg.example.com:5000/team/app:v1, redis@sha256:… */
export const isImageReference = (text: string): boolean => REFERENCE.test(text)

/**
 * Reads the name of an image as container runtimes do (ParseNormalizedNamed of distribution/reference); gives what is wrong with
 * it where it is none.
 */
export const parseImageReference = remembering((image): ImageReference | { problem: string } => {
  if (HEX_ID.test(image))
    return { problem: `invalid repository name (${image}), cannot specify 64-byte hexadecimal strings` }
  const { domain, remainder } = split(image)
  const repository = remainder.split(':', 1)[0]!
  if (repository.toLowerCase() !== repository)
    return { problem: `invalid reference format: repository name (${repository}) must be lowercase` }
  const found = REFERENCE.exec(`${domain}/${remainder}`)
  if (!found) return { problem: 'invalid reference format' }
  const [, name = '', path = '', tag = '', digest = ''] = found
  if (path.length > MAX_PATH) return { problem: `repository name must not be more than ${MAX_PATH} characters` }
  return { name, tag, digest }
})

/** The registry and the rest; images without one are Docker Hub's, in its folder "library" where they name none. */
function split(image: string): { domain: string; remainder: string } {
  const slash = image.indexOf('/')
  const first = slash < 0 ? '' : image.slice(0, slash)
  const isDomain = /[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first
  const remainder = isDomain ? image.slice(slash + 1) : image
  const domain = !isDomain || first === 'index.docker.io' ? HUB : first
  return { domain, remainder: domain === HUB && !remainder.includes('/') ? `library/${remainder}` : remainder }
}
