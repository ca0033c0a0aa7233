import type { ObjectMeta } from '../../../api/types.gen.ts'
import { type ErrorList, invalid, path } from '../../../apimachinery/validation/field.ts'

export type Level = 'privileged' | 'baseline' | 'restricted'

/** A level as it was in a minor version of Kubernetes 1. */
export interface LevelVersion {
  level: Level
  version: number | 'latest'
}

/** What a namespace asks of its pods. What is audited nobody sees here, so that only the form of those labels matters. */
export interface Policy {
  enforce: LevelVersion
  warn: LevelVersion
  errors: ErrorList
}

/** From the most permissive to the strictest. */
const LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted']
const PREFIX = 'pod-security.kubernetes.io/'
const VERSION = /^v1\.(0|[1-9][0-9]*)$/

/**
 * The policy that a namespace's labels make, with what is wrong with them. What cannot be read is enforced as restricted, and not warned of.
 * Source: k8s.io/pod-security-admission/api (PolicyToEvaluate).
 */
export function policyOf({ labels = {} }: ObjectMeta): Policy {
  const errors: ErrorList = []
  const read = (mode: string, fallback: Level): LevelVersion => ({
    level: levelOf(`${PREFIX}${mode}`, fallback),
    version: versionOf(`${PREFIX}${mode}-version`),
  })
  const enforce = read('enforce', 'restricted')
  read('audit', 'privileged')
  return { enforce, warn: read('warn', 'privileged'), errors }

  function levelOf(label: string, fallback: Level): Level {
    if (!Object.hasOwn(labels, label)) return 'privileged'
    const value = labels[label]!
    if (LEVELS.includes(value)) return value as Level
    complain(label, value, `must be one of ${LEVELS.join(', ')}`)
    return fallback
  }

  function versionOf(label: string): number | 'latest' {
    const value = Object.hasOwn(labels, label) ? labels[label]! : 'latest'
    if (value === 'latest') return 'latest'
    const minor = VERSION.exec(value)?.[1]
    if (minor !== undefined && Number(minor) <= Number.MAX_SAFE_INTEGER) return Number(minor)
    complain(label, value, 'must be "latest" or "v1.x"')
    return 'latest'
  }

  function complain(label: string, value: string, why: string): void {
    errors.push(invalid(path('metadata', 'labels').key(label), value, why))
  }
}

/** As messages have it: restricted:latest, baseline:v1.30. */
export function levelVersionText({ level, version }: LevelVersion): string {
  return `${level}:${version === 'latest' ? version : `v1.${version}`}`
}

/** Whether the first is the stricter one. */
export function isStricter(one: Level, other: Level): boolean {
  return LEVELS.indexOf(one) > LEVELS.indexOf(other)
}
