// the grammar of github.com/distribution/reference
const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
const HOST = `(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])`
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const TAG = '\\w[\\w.-]{0,127}'
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[a-fA-F0-9]{32,}'

/** Whether a text names an image: nginx, reg.example.com:5000/team/app:v1, redis@sha256:… */
export function isImageReference(text: string): boolean {
  const reference = new RegExp(`^(?:${HOST}(?::[0-9]+)?/)?${PART}(?:/${PART})*(?::${TAG})?(?:@${DIGEST})?$`)
  return reference.test(text)
}
