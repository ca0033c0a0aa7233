import { parseImageReference } from '../../apimachinery/image-reference.ts'

/** The tag of an image: "latest" where neither a tag nor a digest is given, '' for a digest alone and for what is no image name. */
export function imageTag(image: string): string {
  const reference = parseImageReference(image)
  if ('problem' in reference) return ''
  return reference.tag === '' && reference.digest === '' ? 'latest' : reference.tag
}

/** What imagePullPolicy is where nobody says: Always for "latest", IfNotPresent for the rest. */
export function defaultPullPolicy(image: string): string {
  return imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent'
}
