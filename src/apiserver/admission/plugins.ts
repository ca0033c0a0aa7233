import { defaultTolerationSeconds } from './default-toleration-seconds.ts'
import { namespaceLifecycle } from './namespace-lifecycle.ts'
import type { AdmissionPlugin } from './plugin.ts'
import { priority } from './priority.ts'
import { serviceAccount } from './service-account.ts'

/** The admission plugins, in the order in which the API server runs them. */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  serviceAccount,
  priority,
  defaultTolerationSeconds,
]
