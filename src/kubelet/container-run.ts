import type { Container, Pod } from '../api/types.gen.ts'

/** How a container ends when nobody stops it. */
export interface ContainerRun {
  /** Infinite for one that does not end by itself. */
  seconds: number
  exitCode: number
}

/** What a pod can say of its containers, which nobody really runs. */
const RUN_SECONDS = 'kubette.dev/run-seconds'
const EXIT_CODE = 'kubette.dev/exit-code'

/** How long the containers of a job run that do not say so. */
const JOB_SECONDS = 10
const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }
const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'ksh', 'zsh'])
const ENDLESS = /\b(?:while|until)\s+(?:true|:|false|\[\s*1\s*\])|\btail\s+-f\b|\bsleep\s+inf/
const SLEEP = /(?:^|[;&|({\s])sleep\s+([0-9]+(?:\.[0-9]+)?)([smhd]?)/g
const EXIT = /(?:^|[;&|({\s])(?:exit\s+([0-9]+)|(false))\s*[;})\s]*$/

/**
 * How long a container runs and how it ends. Those of a job run for ten seconds and succeed, unless their command sleeps or exits
 * otherwise, or annotations of the pod say so; containers that are always restarted end only where an annotation says so.
 */
export function runOf(pod: Pod, container: Container): ContainerRun {
  const { annotations = {}, ownerReferences } = pod.metadata
  const seconds = numberIn(annotations[RUN_SECONDS])
  const exitCode = numberIn(annotations[EXIT_CODE])
  const isAnnotated = seconds !== undefined || exitCode !== undefined
  const isJobs = ownerReferences?.some(owner => owner.controller && owner.kind === 'Job') ?? false
  const endsByItself = isJobs || pod.spec?.restartPolicy !== 'Always'
  const script = endsByItself ? scriptOf(container) : ''
  return {
    seconds: seconds ?? secondsOf(script) ?? (isJobs || isAnnotated ? JOB_SECONDS : Number.POSITIVE_INFINITY),
    exitCode: (exitCode ?? exitCodeOf(script)) % 256,
  }
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9]{1,9}(\.[0-9]{1,3})?$/.test(text) ? Number(text) : undefined
}

/** The command, or what a shell is told to do. */
function scriptOf({ command = [], args = [] }: Container): string {
  const [program = '', ...rest] = [...command, ...args]
  const name = program.slice(program.lastIndexOf('/') + 1)
  if (!SHELLS.has(name)) return [name, ...rest].join(' ')
  const flag = rest.findIndex(word => /^-[a-z]*c$/.test(word))
  return flag < 0 ? '' : (rest[flag + 1] ?? '')
}

function secondsOf(script: string): number | undefined {
  if (script === '') return undefined
  if (ENDLESS.test(script)) return Number.POSITIVE_INFINITY
  const sleeps = [...script.matchAll(SLEEP)]
  if (sleeps.length === 0) return undefined
  return sleeps.reduce((sum, [, number, unit]) => sum + Number(number) * (UNIT_SECONDS[unit ?? ''] ?? 1), 0)
}

function exitCodeOf(script: string): number {
  if (script === '') return 0
  const [, code, isFalse] = EXIT.exec(script) ?? []
  return isFalse ? 1 : Number(code ?? 0)
}
