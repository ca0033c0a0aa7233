import { remembering } from '../apimachinery/remembering.ts'

const HEX_ID = /^[a-f0-9]{64}$/
const DOMAIN =
  '(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?'
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}'
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const REFERENCE = new RegExp(`^(?:${DOMAIN}/)?(${COMPONENT}(?:/${COMPONENT})*)(?::${TAG})?(?:@${DIGEST})?$`)
const MAX_NAME = 255

/** What is wrong with the name of an image as the kubelet reads it (distribution/reference), or undefined. */
export const imageNameProblem = remembering((image): string | undefined => {
  if (HEX_ID.test(image)) return `invalid repository name (${image}), cannot specify 64-byte hexadecimal strings`
  const { domain, remainder } = split(image)
  const name = remainder.split(':', 1)[0]!
  if (name.toLowerCase() !== name) return `invalid reference format: repository name (${name}) must be lowercase`
  const found = REFERENCE.exec(`${domain}/${remainder}`)
  if (!found) return 'invalid reference format'
  return found[1]!.length > MAX_NAME ? `repository name must not be more than ${MAX_NAME} characters` : undefined
})

/** The registry and the rest; images without one are Docker Hub's, in its folder "library" where they name none. */
function split(image: string): { domain: string; remainder: string } {
  const slash = image.indexOf('/')
  const first = slash < 0 ? '' : image.slice(0, slash)
  const isDomain = /[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first
  const remainder = isDomain ? image.slice(slash + 1) : image
  const domain = !isDomain || first === 'index.docker.io' ? 'docker.io' : first
  return { domain, remainder: domain === 'docker.io' && !remainder.includes('/') ? `library/${remainder}` : remainder }
}
