import { spawnSync } from 'node:child_process'

/** A program that gets credentials, as a kubeconfig names it. */
export interface ExecPlugin {
  command: string
  args: readonly string[]
  env: readonly { name: string; value: string }[]
  apiVersion: string
  interactiveMode: string
  installHint: string
  /** Whether the command has read its standard input, which the program then cannot have. */
  inputIsTaken?(): boolean
  /** Told to the program, where the kubeconfig wants that. */
  cluster?: object
}

export interface ExecCredential {
  token?: string
  cert?: Buffer
  key?: Buffer
  /** Milliseconds since 1970; none for a credential that lasts as long as the command. */
  expires?: number
}

const NOT_INSTALLED = `It looks like you are trying to use a client-go credential plugin that is not installed.

To learn more about this feature, consult the documentation available at:
      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins`

interface Answer {
  apiVersion?: unknown
  kind?: unknown
  status?: {
    expirationTimestamp?: string
    token?: string
    clientCertificateData?: string
    clientKeyData?: string
  }
}

/**
 * Runs a credential plugin (KEP 541: ExecCredential on standard output, KUBERNETES_EXEC_INFO in its environment), `interactive` with the
 * terminal. Throws Error with client-go's words.
 */
export function runExecPlugin(
  plugin: ExecPlugin,
  interactive: boolean,
  env: Readonly<Record<string, string | undefined>>,
): ExecCredential {
  const { command, args, apiVersion, cluster } = plugin
  const info = { kind: 'ExecCredential', apiVersion, spec: { ...(cluster ? { cluster } : {}), interactive } }
  const added = Object.fromEntries(plugin.env.map(({ name, value }) => [name, value]))
  const { error, status, signal, stdout } = spawnSync(command, args, {
    env: { ...env, ...added, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
    stdio: [interactive ? 'inherit' : 'ignore', 'pipe', 'inherit'],
    maxBuffer: 16 * 1024 * 1024,
  })
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  if (code === 'ENOENT') {
    const hint = plugin.installHint === '' ? '' : `\n\n${plugin.installHint}`
    throw new Error(`exec: executable ${command} not found\n\n${NOT_INSTALLED}${hint}`)
  }
  if (error) throw new Error(`exec: ${error.message}`)
  if (status !== 0) throw new Error(`exec: executable ${command} failed with exit code ${signal ? -1 : status}`)
  return readCredential(stdout.toString('utf8'), apiVersion)
}

/** Whether a program may ask the user. Throws Error where it must and cannot. */
export function isInteractive({ interactiveMode, inputIsTaken }: ExecPlugin, isTerminal: boolean): boolean {
  const taken = inputIsTaken?.() === true
  if (interactiveMode === 'Always' && !isTerminal) throw notInteractive('standard input is not a terminal')
  if (interactiveMode === 'Always' && taken)
    throw notInteractive('standard input is unavailable: used by stdin resource manifest reader')
  return interactiveMode !== 'Never' && isTerminal && !taken
}

const notInteractive = (why: string): Error => new Error(`exec plugin cannot support interactive mode: ${why}`)

/** Go's type of what every object has, as its decoder writes it. */
const TYPE_META =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }'

function readCredential(text: string, apiVersion: string): ExecCredential {
  const answer = parsed(text) as Answer | null
  if (typeof answer !== 'object' || Array.isArray(answer)) {
    const type = Array.isArray(answer) ? 'array' : typeof answer === 'boolean' ? 'bool' : typeof answer
    throw new Error(
      `decoding stdout: couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go value of type ${TYPE_META}`,
    )
  }
  const returned =
    typeof answer?.apiVersion === 'string' && answer.apiVersion !== ''
      ? answer.apiVersion
      : 'client.authentication.k8s.io/__internal'
  if (returned !== apiVersion)
    throw new Error(`exec plugin is configured to use API version ${apiVersion}, plugin returned version ${returned}`)
  const status = answer?.status
  if (!status) throw new Error("exec plugin didn't return a status field")
  const { token, clientCertificateData: cert, clientKeyData: key, expirationTimestamp } = status
  if (!token && !cert && !key) throw new Error("exec plugin didn't return a token or cert/key pair")
  if (!cert !== !key) throw new Error('exec plugin returned only certificate or key, not both')
  const expires = expirationTimestamp ? Date.parse(expirationTimestamp) : Number.NaN
  return {
    ...(token ? { token } : {}),
    ...(cert && key ? { cert: Buffer.from(cert), key: Buffer.from(key) } : {}),
    ...(Number.isNaN(expires) ? {} : { expires }),
  }
}

/** What is no JSON is YAML to the decoder: a text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
