import { readFileSync } from 'node:fs'
import { type ExecCredential, isInteractive, runExecPlugin } from './exec-credential.ts'
import type { RestConfig } from './rest-config.ts'

/** How long a token that was read from a file is taken for good, in milliseconds, as client-go does. */
const TOKEN_FILE_PERIOD = 60_000

/** What a client shows of itself with every request: got when first wanted, and again when it has expired. */
export class Credentials {
  private fromExec: ExecCredential | undefined
  private fromFile: { token: string; until: number } | undefined

  constructor(
    private readonly config: RestConfig,
    private readonly env: Readonly<Record<string, string | undefined>>,
  ) {}

  /** The headers. Throws Error with client-go's words where a credential plugin fails. */
  headers(): Record<string, string | string[]> {
    const { auth, impersonate } = this.config
    const authorization = auth.exec
      ? bearer(this.exec().token)
      : auth.basic
        ? `Basic ${Buffer.from(`${auth.basic.username}:${auth.basic.password}`).toString('base64')}`
        : bearer(auth.tokenFile === undefined ? auth.token : this.tokenOfFile(auth.tokenFile))
    const headers: Record<string, string | string[]> = authorization ? { authorization } : {}
    if (!impersonate) return headers
    if (impersonate.user) headers['Impersonate-User'] = impersonate.user
    if (impersonate.uid) headers['Impersonate-Uid'] = impersonate.uid
    if (impersonate.groups?.length) headers['Impersonate-Group'] = [...impersonate.groups]
    for (const [key, values] of Object.entries(impersonate.extra ?? {}))
      headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = [...values]
    return headers
  }

  /** The client certificate, for the connection. */
  certificate(): { cert?: Buffer; key?: Buffer } {
    const { auth, tls } = this.config
    if (tls.cert && tls.key) return { cert: tls.cert, key: tls.key }
    const { cert, key } = auth.exec ? this.exec() : {}
    return cert && key ? { cert, key } : {}
  }

  private exec(): ExecCredential {
    // a program that must ask the user cannot once the command has read the input, whatever it has answered before
    const plugin = this.config.auth.exec!
    const interactive = isInteractive(plugin, process.stdin.isTTY === true)
    const expired = this.fromExec?.expires !== undefined && this.fromExec.expires <= Date.now()
    if (!this.fromExec || expired) this.fromExec = runExecPlugin(plugin, interactive, this.env)
    return this.fromExec
  }

  private tokenOfFile(path: string): string {
    if (!this.fromFile || this.fromFile.until <= Date.now()) {
      const token = readFileSync(path, 'utf8').trim()
      if (token === '') throw new Error(`read empty token from file ${JSON.stringify(path)}`)
      this.fromFile = { token, until: Date.now() + TOKEN_FILE_PERIOD }
    }
    return this.fromFile.token
  }
}

const bearer = (token: string | undefined): string | undefined => (token ? `Bearer ${token}` : undefined)
