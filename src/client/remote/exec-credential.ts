import { spawnSync } from 'node:child_process'

/** A program that gets credentials, as a kubeconfig names it. */
export interface ExecPlugin {
  command: string
  args: readonly string[]
  env: readonly { name: string; value: string }[]
  apiVersion: string
  interactiveMode: string
  installHint: string
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
 * Runs a credential plugin (KEP 541: ExecCredential on standard output, KUBERNETES_EXEC_INFO in its environment). Throws Error with
 * client-go's words.
 */
export function runExecPlugin(plugin: ExecPlugin, env: Readonly<Record<string, string | undefined>>): ExecCredential {
  const { command, args, apiVersion, cluster } = plugin
  const interactive = plugin.interactiveMode !== 'Never' && process.stdin.isTTY === true
  if (plugin.interactiveMode === 'Always' && !interactive)
    throw new Error('exec plugin cannot support interactive mode: standard input is not a terminal')
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

function readCredential(text: string, apiVersion: string): ExecCredential {
  let answer: Answer
  try {
    answer = JSON.parse(text) as Answer
  } catch (error) {
    throw new Error(`decoding stdout: ${(error as Error).message}`)
  }
  const returned =
    typeof answer?.apiVersion === 'string' && answer.apiVersion !== ''
      ? answer.apiVersion
      : 'client.authentication.k8s.io/__internal'
  if (returned !== apiVersion)
    throw new Error(`exec plugin is configured to use API version ${apiVersion}, plugin returned version ${returned}`)
  const { status } = answer
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
