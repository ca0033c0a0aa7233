import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Io } from '../io.ts'

/** Where a kuberc file lies that nobody has to name. */
export const usualPath = (env: Io['env']): string => join(env.HOME || homedir(), '.kube', 'kuberc')

/** Whether there may be preferences to look at: a kuberc file is named or lies where it usually does, and nobody has turned the feature off. */
export function mayHavePreferences(argv: readonly string[], env: Io['env']): boolean {
  if (argv.length === 0 || env.KUBECTL_KUBERC?.toLowerCase() === 'false') return false
  return Boolean(env.KUBERC) || argv.some(word => word.includes('--kuberc')) || existsSync(usualPath(env))
}
