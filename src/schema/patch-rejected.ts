import { StatusError } from '../apimachinery/status.ts'

/** The answer to a patch that does not apply: the API server does not say why. */
export const patchRejected = (): StatusError =>
  new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {})
