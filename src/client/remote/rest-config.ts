import type { Impersonation } from '../../api/request.ts'
import type { ExecPlugin } from './exec-credential.ts'

/** Everything that is needed to make requests of an API server: client-go's rest.Config. */
export interface RestConfig {
  /** "https://127.0.0.1:6443", perhaps with a path that all requests begin with; no slash at its end. */
  server: string
  tls: TlsConfig
  auth: AuthConfig
  impersonate?: Impersonation
  /** How long a request may take, in milliseconds; 0 is for ever. */
  timeout: number
  /** http://, https:// or socks5://; '' where the environment decides. */
  proxyUrl: string
  /** Ask for answers as they are. */
  disableCompression: boolean
}

export interface TlsConfig {
  /** PEM; the system's authorities where there is none. */
  ca?: Buffer
  insecure?: boolean
  serverName?: string
  cert?: Buffer
  key?: Buffer
}

/** How the client tells who it is; at most one of these besides a certificate. */
export interface AuthConfig {
  token?: string
  /** Read anew where a command takes long: tokens in files are exchanged. */
  tokenFile?: string
  basic?: { username: string; password: string }
  exec?: ExecPlugin
}
