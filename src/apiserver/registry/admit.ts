import type { AdmissionAttributes, AdmissionPlugin } from '../admission/plugin.ts'
import type { RequestContext } from './request-context.ts'

/** The admission chain, in the order in which the API server runs its plugins. */
export class Admission {
  constructor(private readonly plugins: readonly AdmissionPlugin[]) {}

  /** The mutating half: before the object is prepared and validated. */
  admit(attributes: AdmissionAttributes, context: RequestContext): void {
    for (const plugin of this.plugins) plugin.admit?.(attributes, context)
  }

  /** The validating half: the object is as it will be stored. */
  validate(attributes: AdmissionAttributes, context: RequestContext): void {
    for (const plugin of this.plugins) plugin.validate?.(attributes, context)
  }
}
