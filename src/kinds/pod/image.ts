const NAME_TOTAL_MAX = 255
const DOMAIN =
  /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]|\[[a-fA-F0-9:]+\])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*(?::[0-9]+)?$/
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/
const TAG = /^\w[\w.-]{0,127}$/
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/
const HEX_IDENTIFIER = /^[a-f0-9]{64}$/

/**
 * The tag of an image: "latest" where neither a tag nor a digest is given, '' for a digest alone and for what is no
 * image name. Follows distribution/reference as pkg/util/parsers uses it.
 */
export function imageTag(image: string): string {
  const at = image.indexOf('@')
  const digest = at < 0 ? '' : image.slice(at + 1)
  const named = at < 0 ? image : image.slice(0, at)
  const slash = named.lastIndexOf('/')
  const colon = named.indexOf(':', slash + 1)
  const tag = colon < 0 ? '' : named.slice(colon + 1)
  const name = colon < 0 ? named : named.slice(0, colon)
  if (HEX_IDENTIFIER.test(name) || !isRepository(name)) return ''
  if (colon >= 0 && !TAG.test(tag)) return ''
  if (at >= 0 && !DIGEST.test(digest)) return ''
  return tag === '' && at < 0 ? 'latest' : tag
}

/** What imagePullPolicy is where nobody says: Always for "latest", IfNotPresent for the rest. */
export function defaultPullPolicy(image: string): string {
  return imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent'
}

function isRepository(name: string): boolean {
  if (name.length > NAME_TOTAL_MAX) return false
  const slash = name.indexOf('/')
  const first = slash < 0 ? '' : name.slice(0, slash)
  const isDomain = /[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first
  if (!isDomain) return REPOSITORY.test(name)
  return DOMAIN.test(first) && REPOSITORY.test(name.slice(slash + 1))
}
