import type { KubeObject } from '../../api/object.ts'
import { isEnvVarName } from '../../apimachinery/validation/names.ts'
import { setOwn } from '../../schema/json-value.ts'
import { requireDecimal } from '../create/numbers.ts'
import { CommandError } from '../errors.ts'
import { parseLabels } from '../expose/labels.ts'
import type { FlagValues } from '../flags/values.ts'

/** The pod that `kubectl run` makes. Throws CommandError for flags that cannot be read. */
export function newPod(name: string, args: readonly string[], flags: FlagValues): KubeObject {
  const env = flags.list('env').map(parseEnv)
  const annotations = parseAnnotations(flags.list('annotations'))
  const labels = podLabels(name, flags)
  const stdin = flags.bool('stdin')
  const port = flags.string('port')
  const pullPolicy = flags.string('image-pull-policy')
  const container = {
    name,
    image: flags.string('image'),
    ...(args.length ? { [flags.bool('command') ? 'command' : 'args']: args } : {}),
    ...(port === '' ? {} : { ports: [{ containerPort: requireDecimal(port) | 0 }] }),
    ...(env.length ? { env } : {}),
    ...(pullPolicy === '' ? {} : { imagePullPolicy: pullPolicy }),
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
    ...(stdin ? { stdin, ...(flags.bool('leave-stdin-open') ? {} : { stdinOnce: true }) } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
  }
  const metadata = { name, labels, ...(Object.keys(annotations).length ? { annotations } : {}) }
  const spec = {
    containers: [container],
    restartPolicy: flags.string('restart') || 'Always',
    dnsPolicy: 'ClusterFirst',
  }
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec } as KubeObject
}

/** The labels of --labels, else run=NAME. Throws CommandError. */
export function podLabels(name: string, flags: FlagValues): Record<string, string> {
  const text = flags.string('labels')
  return text === '' ? { run: name } : parseLabels(text)
}

function parseEnv(text: string): { name: string; value?: string } {
  const equals = text.indexOf('=')
  const name = text.slice(0, equals)
  if (equals < 1 || isEnvVarName(name).length) throw new CommandError(`invalid env: ${text}`)
  const value = text.slice(equals + 1)
  return value === '' ? { name } : { name, value }
}

function parseAnnotations(pairs: readonly string[]): Record<string, string> {
  const annotations: Record<string, string> = {}
  const wrong = pairs.filter(pair => pair.indexOf('=') < 1)
  if (wrong.length) throw new CommandError(`invalid annotations format: ${wrong.join(', ')}`)
  for (const pair of pairs) setOwn(annotations, pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  return annotations
}
