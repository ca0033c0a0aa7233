/** One thing that must be well. Says what is wrong; undefined where nothing is. */
export interface HealthCheck {
  name: string
  problem(): string | undefined | Promise<string | undefined>
}

/** The endpoints and what each looks at. */
export type HealthEndpoint = 'healthz' | 'livez' | 'readyz'

const PATH = /^\/(healthz|livez|readyz)(?:\/(.+))?$/

export interface HealthPath {
  endpoint: HealthEndpoint
  /** The one check that is asked for, '' for all. */
  check: string
}

/** The endpoint, and the single check, that a path asks for; undefined for any other path. */
export function healthPath(path: string): HealthPath | undefined {
  const [, endpoint, check = ''] = PATH.exec(path) ?? []
  return endpoint === undefined ? undefined : { endpoint: endpoint as HealthEndpoint, check }
}

/**
 * The answer of a health endpoint, as the API server words it: "ok", or a line for each check where `verbose` asks for them or one
 * fails. 404 for a check that is not there.
 */
export async function healthAnswer(
  { endpoint, check }: HealthPath,
  checks: readonly HealthCheck[],
  { verbose, exclude }: { verbose: boolean; exclude: readonly string[] },
): Promise<{ code: number; text: string }> {
  if (check !== '') {
    const found = checks.find(c => c.name === check)
    if (!found) return { code: 404, text: '404 page not found\n' }
    const problem = await found.problem()
    return problem === undefined
      ? { code: 200, text: 'ok' }
      : { code: 500, text: `internal server error: ${problem}\n` }
  }
  const lines: string[] = []
  let failed = false
  for (const { name, problem } of checks) {
    if (exclude.includes(name)) {
      lines.push(`[+]${name} excluded: ok\n`)
      continue
    }
    const isWell = (await problem()) === undefined
    failed ||= !isWell
    lines.push(isWell ? `[+]${name} ok\n` : `[-]${name} failed: reason withheld\n`)
  }
  const unknown = exclude.filter(name => !checks.some(c => c.name === name))
  if (unknown.length)
    lines.push(
      `warn: some health checks cannot be excluded: no matches for ${unknown.map(name => JSON.stringify(name)).join(',')}\n`,
    )
  if (failed) return { code: 500, text: `${lines.join('')}${endpoint} check failed\n` }
  return { code: 200, text: verbose ? `${lines.join('')}${endpoint} check passed\n` : 'ok' }
}
