import type { AdmissionAttributes, AdmissionPlugin } from '../admission/plugin.ts'
import type { RequestContext } from './request-context.ts'

/** The admission chain, in the order in which the API server runs its plugins. */
export class Admission {
  private readonly admitting: readonly NonNullable<AdmissionPlugin['admit']>[]
  private readonly validating: readonly NonNullable<AdmissionPlugin['validate']>[]

  constructor(plugins: readonly AdmissionPlugin[]) {
    this.admitting = plugins.map(plugin => plugin.admit?.bind(plugin)).filter(admit => admit !== undefined)
    this.validating = plugins.map(plugin => plugin.validate?.bind(plugin)).filter(validate => validate !== undefined)
  }

  /** The mutating half: before the object is prepared and validated. */
  admit(attributes: AdmissionAttributes, context: RequestContext): void {
    for (const admit of this.admitting) admit(attributes, context)
  }

  /** The validating half: the object is as it will be stored. */
  validate(attributes: AdmissionAttributes, context: RequestContext): void {
    for (const validate of this.validating) validate(attributes, context)
  }
}
