import { forbidden, type StatusError } from '../../apimachinery/status.ts'
import type { AdmissionAttributes } from './plugin.ts'

/** The error of a plugin that does not let a request through. An object without a name yet is called by its generateName. */
export function refuse({ kind, name, object }: AdmissionAttributes, why: string): StatusError {
  return forbidden(kind, name || object?.metadata.name || object?.metadata.generateName || 'Unknown', why)
}
